// What every console page runs. Each part works without the others; the page works without any of them.
import "./turbo-start.js";
import "./morph.js";
import "./submit.js";
import "./not-sent.js";
import "./live.js";
import "./drafts.js";
import "./kept.js";
import "./lease.js";
import "./keys.js";
import "./notices.js";
import "./new-rows.js";
import "./counted.js";
import "./as-of.js";
import "./question-in-view.js";
