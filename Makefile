# Two commands are enough: `make demo` shows the service, `make test` tests it. Each sets up what is missing first.
# All paths are relative, so the checkout may lie in a folder with spaces in its name.

PYTHON_HERE := .venv/bin/python
READY := .venv/setup.stamp

.PHONY: help setup translations demo test check attack bench requirements screenshots lock clean

help:
	@echo 'make demo          Vorführung starten (Strg+C beendet sie)'
	@echo 'make test          alle Tests, auch die im Browser'
	@echo 'make check         Stil, Typen, Importregeln, Vorlagen, Übersetzungen'
	@echo 'make attack        alle Angriffe auf die Anonymität ausführlich, dann die Tests selbst auf die Probe stellen'
	@echo 'make bench         Geschwindigkeit messen'
	@echo 'make requirements  welcher Test welche Anforderung belegt'
	@echo 'make screenshots   Bilder aller Seiten nach .local/screenshots/'
	@echo 'make setup         nur einrichten'
	@echo 'make lock          Abhängigkeiten neu festschreiben'
	@echo 'make clean         alles Erzeugte löschen, auch die Daten in .local'

demo: translations
	@exec $(PYTHON_HERE) manage.py demo

test: translations
	@exec $(PYTHON_HERE) -m pytest -n 2 --dist loadfile --no-loadscope-reorder

check: translations
	@exec deploy/check

attack: translations
	@VERGLEICHSRING_ATTACKS=full $(PYTHON_HERE) -m pytest -n 2 --dist loadfile tests/attacks tests/method/test_audit_*.py \
	  tests/method/test_tables_*.py tests/method/test_release_*.py
	@exec $(PYTHON_HERE) -m tests.attacks.mutants

bench: translations
	@exec $(PYTHON_HERE) -m tests.bench

requirements: translations
	@exec $(PYTHON_HERE) -m tests.support.requirements

screenshots: translations
	@exec $(PYTHON_HERE) -m tests.journeys.screenshots

setup: translations

translations: $(READY)
	@$(PYTHON_HERE) deploy/translations compile

# Runs again when the lock or the script changes, or when .venv is gone; otherwise it takes no time.
$(READY): deploy/requirements.lock deploy/setup
	@deploy/setup
	@touch $@

lock: $(READY)
	CUSTOM_COMPILE_COMMAND='make lock' $(PYTHON_HERE) -m piptools compile --quiet --extra dev --generate-hashes \
	  --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links \
	  --output-file deploy/requirements.lock pyproject.toml

clean:
	@if [ -x $(PYTHON_HERE) ]; then $(PYTHON_HERE) -m benchmark.local reset; fi
	rm -rf .local .venv staticfiles .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -path ./.git -prune -o \( -name __pycache__ -o -name '*.egg-info' \) -prune -exec rm -rf {} +
	find . -path ./.git -prune -o -name '*.mo' -exec rm -f {} +
