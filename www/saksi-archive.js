// What a page loads to use the widget:
//
//     <script type="module" src="https://example.org/saksi/www/saksi-archive.js"></script>
//     <saksi-archive src="archive.saksi"></saksi-archive>

import { register } from "./elements/register.js";
import { SaksiArchive } from "./elements/saksi-archive.js";

export { SaksiArchive };

register({ "saksi-archive": SaksiArchive });
