import { render } from "preact";
import { App } from "./app.tsx";

const root = document.getElementById("page");
// Each tab is an Echo of its own, and a reloaded one another.
if (root) render(<App deviceId={crypto.randomUUID()} />, root);
