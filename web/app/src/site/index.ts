import "../styles/site.scss";
import { focusFirstMistake } from "../lib/dom";

focusFirstMistake();
