"""Static files in production: a name that changes with the content, also where a script imports another."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class StaticFilesStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # untyped
    """Hashed and compressed files.

    Without the addresses in ``import`` changed too, an old script would import the parts of a new one.
    """

    support_js_module_import_aggregation = True
