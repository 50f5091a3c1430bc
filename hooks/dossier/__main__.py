"""`python -m dossier COMMAND`: what the scripts call."""

from dossier.cli import main

if __name__ == "__main__":
    main()
