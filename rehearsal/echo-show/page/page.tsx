import { render } from "preact";

const root = document.getElementById("page");
if (root) render(<h1>Echo Show</h1>, root);
