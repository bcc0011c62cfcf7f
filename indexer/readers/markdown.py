"""Markdown articles: front matter, then prose under `#` headings."""

from pathlib import PurePosixPath

from indexer.blocks import BlockKind, blocks
from indexer.model import Document
from indexer.readers.decoding import ReadError, decode, has_visible
from indexer.readers.front_matter import FrontMatter, split_front_matter


def read_markdown(source: str, content: bytes, content_hash: str) -> Document:
    """The document of a Markdown file; its title from the front matter, else its first heading, else its name."""
    text = decode(content)
    about, body = split_front_matter(text)
    return described(Document(source, text, content_hash, "", body), about, _first_heading(text, body))


def described(document: Document, about: FrontMatter, title: str | None) -> Document:
    """The document with what its front matter says; raises ReadError when nothing but front matter is there."""
    if not has_visible(document.text[document.body :]):
        raise ReadError("has front matter but no text below it; write the article, or remove the file")
    is_url = bool(about.source and about.source.startswith(("https://", "http://")))
    return Document(
        source=document.source,
        text=document.text,
        content_hash=document.content_hash,
        title=about.title or title or PurePosixPath(document.source).stem,
        body=document.body,
        kind=about.kind,
        author=about.author,
        url=about.source if is_url else None,
        publication=None if is_url else about.source,
        published=about.published,
        as_of=about.as_of,
        expires=about.expires,
        tags=about.tags,
        audience=frozenset(about.audience),
        framework=about.framework,
        facts=about.facts,
        decision=about.decision,
    )


def _first_heading(text: str, body: int) -> str | None:
    for block in blocks(text, body):
        if block.kind is BlockKind.HEADING:
            return text[block.start : block.end].strip("# \t")
    return None
