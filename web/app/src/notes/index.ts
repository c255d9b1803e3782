import "./notes.scss";
import { mountAll } from "../lib/dom";
import { pageTranslator } from "../lib/i18n";
import { NoteField } from "./field";
import { openFilter } from "./network";

const t = pageTranslator();
mountAll("note", (field) => new NoteField(field as HTMLTextAreaElement, t, openFilter));
