import { mountAll, readJSON } from "../lib/dom";
import { pageTranslator } from "../lib/i18n";
import { ConcernForm } from "./form";
import type { ConcernData } from "./model";

const data = readJSON<ConcernData>("concern-data");
if (data) {
  const t = pageTranslator();
  mountAll("concern", (form) => new ConcernForm(form as HTMLFormElement, data, t));
}
