import "./round.scss";
import { mountAll, readJSON } from "../lib/dom";
import { pageTranslator } from "../lib/i18n";
import { type Data, RoundPage } from "./page";

mountAll("round", (root) => {
  const data = readJSON<Data>("round-data");
  if (data) new RoundPage(root, data, pageTranslator());
});
