"""Which network made the vectors of a text, so that weights of another are not put on them."""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_TABLE = "geomap_vectors"


def sign(nlp: "Language") -> None:
    """Let the texts that a pipeline will read name the network that makes their vectors."""
    nlp.vocab.lookups.add_table(_TABLE, {"made by": _fingerprint(nlp)})


def made_by(doc: "Doc") -> str:
    """Fingerprint of the network that made a text's vectors (`Doc.tensor`).

    Empty where the pipeline has no such network, or was not signed.
    """
    return str(doc.vocab.lookups.get_table(_TABLE, {}).get("made by", ""))


def _fingerprint(nlp: "Language") -> str:
    """Hash of the network's weights, empty where the pipeline has none."""
    if "tok2vec" not in nlp.pipe_names:
        return ""
    digest = hashlib.sha256()
    for node in nlp.get_pipe("tok2vec").model.walk():  # type: ignore[attr-defined]
        for name in node.param_names:
            digest.update(node.get_param(name).tobytes() if node.has_param(name) else b"")
    return digest.hexdigest()
