import "./board.scss";
import { mountAll } from "../lib/dom";
import { Board } from "./board";

mountAll("board", (element) => new Board(element));
