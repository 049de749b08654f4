// What `index.html` loads: the elements that the widget shares, then those of the workbench alone.

import { Alike } from "./elements/alike.js";
import { Bar } from "./elements/bar.js";
import { DateDecisionElement } from "./elements/date-decision.js";
import { Decide, Decisions } from "./elements/decide.js";
import { Entities } from "./elements/entities.js";
import { EntityPage } from "./elements/entity-page.js";
import { Network } from "./elements/network.js";
import { Intake } from "./elements/intake.js";
import { register } from "./elements/register.js";
import { Workbench } from "./elements/workbench.js";

register({
    "saksi-bar": Bar,
    "saksi-entities": Entities,
    "saksi-entity": EntityPage,
    "saksi-alike": Alike,
    "saksi-date": DateDecisionElement,
    "saksi-decide": Decide,
    "saksi-decisions": Decisions,
    "saksi-network": Network,
    "saksi-intake": Intake,
    "saksi-workbench": Workbench,
});
