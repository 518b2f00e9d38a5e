"""The mirror command: keep a static copy of the public site."""
from __future__ import annotations
from pathlib import Path
from django.core.management.base import BaseCommand
from releases.record.mirror.generation import Folder
from releases.record.mirror.keeping import Keeper,PDF_FORMS
class Command(BaseCommand):
    def add_arguments(self, p):
        p.add_argument("folder", type=Path); p.add_argument("--without-pdf",action="store_true")
    def handle(self, folder, **o):
        f=Folder(folder)
        with f.alone():
            k=Keeper(f, without=PDF_FORMS if o["without_pdf"] else ())
            k.update()
