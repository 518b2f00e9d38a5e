import { bindAloud } from "./aloud.js";
import { bindControls } from "./controls.js";
import { bindCopyLinks } from "./copy.js";
import { bindKept } from "./kept.js";
import { bindOffline } from "./offline.js";
import { followReader } from "./outline.js";
import { bindPrint } from "./print.js";
import { bindQuestions } from "./questions.js";
import { bindQuotations } from "./quote.js";

bindAloud();
bindControls();
bindCopyLinks();
bindKept();
bindOffline();
followReader();
bindPrint();
bindQuestions();
bindQuotations();
