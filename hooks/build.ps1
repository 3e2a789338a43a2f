# `ask deploy` calls this on Windows with the zip to write, in a copy of lambda\; the project is where this script is.
param([string] $zip)
$root = Split-Path -Parent $PSScriptRoot
$tsx = Join-Path $root "node_modules/tsx/dist/cli.mjs"
if (-not (Test-Path $tsx)) { throw "The project's packages are not installed: run npm ci first, in $root" }
node $tsx (Join-Path $root "infrastructure/package-lambda.ts") --zip $zip
if ($LASTEXITCODE -ne 0) { throw "The skill's code could not be packaged." }
