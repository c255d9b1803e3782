# A second make is quick: the stamp in node_modules follows the lock file, and
# Vite's manifest the sources of the pages.

APP      := web/app
APP_SRC  := $(shell find $(APP)/src $(APP)/public -type f) geo/intake/textrules.json $(APP)/vite.config.ts $(APP)/tsconfig.json
NPM      := $(APP)/node_modules/.stamp
MANIFEST := $(APP)/dist/manifest.json
GO_FOLDERS := cmd geo migrations routes store web

.PHONY: run test build lint web web-lint web-test chromium

# The one program, with the built pages inside.
build: web
	go build -o bin/runde ./cmd/runde

# The browser's half: dependencies from the lock file, then Vite.
web: $(MANIFEST)

$(NPM): $(APP)/package.json $(APP)/package-lock.json
	cd $(APP) && npm ci --no-audit --no-fund --loglevel=error
	touch $@

$(MANIFEST): $(NPM) $(APP_SRC)
	cd $(APP) && npm run --silent build -- --logLevel warn
	touch $@

# Style and types of the TypeScript.
web-lint: $(NPM)
	cd $(APP) && npm run --silent lint

# Its unit tests.
web-test: $(NPM)
	cd $(APP) && npm run --silent test

# A browser for the journeys: the one that is there, or Debian's.
chromium:
	@for name in "$$RUNDE_CHROMIUM" chromium chromium-browser google-chrome; do \
		if [ -n "$$name" ] && command -v "$$name" >/dev/null; then exit 0; fi; \
	done; \
	install='apt-get update && apt-get install -y --no-install-recommends chromium'; \
	if [ "$$(id -u)" = 0 ]; then sh -c "$$install"; \
	elif sudo -n true 2>/dev/null; then sudo -n sh -c "$$install"; \
	else echo "The browser tests need Chromium. Install it with:  sudo sh -c '$$install'" >&2; exit 1; fi

# The demo municipality at http://localhost:8080, with nothing set up before.
run: build
	@exec bin/runde serve --demo

# Everything that is checked, browser journeys included.
test: lint web-test chromium
	go test -count=1 -timeout 15m ./...

# Style and types, of both languages. The pages come first: they are embedded.
lint: web web-lint
	@badly=$$(gofmt -l $(GO_FOLDERS)); if [ -n "$$badly" ]; then echo "not gofmt'ed: $$badly" >&2; exit 1; fi
	go vet ./...
	go tool staticcheck ./...
