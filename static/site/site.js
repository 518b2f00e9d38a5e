import { bindControls } from "./controls.js";
import { bindCopyLinks } from "./copy.js";
import { followReader } from "./outline.js";
import { bindPrint } from "./print.js";

bindControls();
bindCopyLinks();
followReader();
bindPrint();
