"""The search engine that the settings choose, and building the index for it."""

from dataclasses import replace

from assistant.errors import SettingsError
from assistant.settings import Settings
from index import BuildOptions, BuildReport, Encoder, build
from index.abbreviations import load_analyser
from index.engines import EngineKind, FileEngine, MilvusPlace, Reading, SearchEngine
from index.progress import BuildProgress
from index.snapshot import read_passages, read_views

__all__ = ["build_index", "search_engine"]


def search_engine(settings: Settings, model: str) -> SearchEngine:
    """What searches the index; nothing is opened or connected yet.

    Args:
        model: name of the embedding model, as its encoder tells it.

    Raises:
        SettingsError: what the settings ask for is not installed.
        DocumentError: the abbreviations file is broken.
    """
    documents, kind = settings.documents, settings.vector_index
    reading = Reading(read_passages, read_views)
    if settings.vector_store is EngineKind.FAISS:
        return FileEngine(documents, kind, reading)
    try:
        # Imported here: pymilvus takes a second, and only who runs a Milvus has it.
        from index.milvus_engine import MilvusEngine
    except ModuleNotFoundError as error:
        raise SettingsError(
            f"setting 'vector_store': milvus needs the package {error.name}; "
            "install it with: pip install 'leitlinien-assistent[milvus]'"
        ) from error
    place = MilvusPlace(
        settings.milvus_uri or str(settings.var / "milvus.db"),
        settings.milvus_token.get_secret_value(),
        settings.milvus_collection,
        settings.milvus_grace,
    )
    return MilvusEngine(place, kind, load_analyser(documents), reading, model)


def build_index(
    settings: Settings,
    encoder: Encoder,
    engine: SearchEngine,
    progress: BuildProgress = BuildProgress(),
    options: BuildOptions = BuildOptions(),
) -> BuildReport:
    """Bring the index up to date, and what its search engine keeps outside of it.

    Args:
        options: how to build; the parts are those of the engine.

    Raises:
        IndexingError: as `build`, and where the engine is away.
    """
    options = replace(options, parts=engine.parts, parts_version=engine.version)
    report = build(settings.documents, settings.index_folder, encoder, progress, options)
    report.notes += engine.publish(settings.index_folder)
    return report
