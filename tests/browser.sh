#!/bin/sh
# Finds Chromium for the browser tests, or installs it where that needs no question: Debian as root, else Playwright's own.
# The tests themselves fail with a clear message where neither works.
for name in chromium google-chrome; do
  command -v "$name" >/dev/null 2>&1 && exit 0
done
[ -n "${BROWSER_PATH:-}" ] && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
  apt-get update -qq && apt-get install -y -qq chromium >/dev/null && exit 0
fi
"$1" -m playwright install chromium || true
