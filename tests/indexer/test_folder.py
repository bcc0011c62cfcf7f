"""The knowledge folder: what is read, what is refused, and that nothing else is touched."""

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from indexer.folder import FolderError, Scan, Unsettled, read_settled, scan

SUFFIXES = (".md", ".txt")


def look(root: Path, max_bytes: int = 1_000) -> Scan:
    return scan(root, SUFFIXES, max_bytes)


def sources(found: Scan) -> list[str]:
    return [file.source for file in found.files]


def refusals(found: Scan) -> dict[str, str]:
    return {refusal.source: refusal.reason for refusal in found.refused}


def write(path: Path, text: str = "Text.") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_files_of_readable_types_are_found_at_any_depth_sorted_by_source(tmp_path: Path) -> None:
    for source in ("b.md", "a.TXT", "deep/er/c.md", "deep/README.md"):
        write(tmp_path / source)
    assert sources(look(tmp_path)) == ["a.TXT", "b.md", "deep/README.md", "deep/er/c.md"]


def test_hidden_files_and_folders_and_the_readme_of_the_folder_are_not_knowledge(tmp_path: Path) -> None:
    for source in (".hidden.md", ".git/a.md", "deep/.swp.txt", "README.md"):
        write(tmp_path / source)
    assert look(tmp_path) == Scan((), ())


def test_a_file_that_leads_out_of_the_folder_is_refused_and_listed(tmp_path: Path) -> None:
    outside = write(tmp_path / "secret.md")
    root = tmp_path / "knowledge"
    write(root / "a.md")
    (root / "link.md").symlink_to(outside)
    (root / "folder").symlink_to(tmp_path)
    found = look(root)
    assert sources(found) == ["a.md"]
    assert refusals(found).keys() == {"folder", "link.md"}
    assert "symbolic link" in refusals(found)["link.md"]


def test_a_loop_of_links_ends(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to(tmp_path)
    (tmp_path / "self.md").symlink_to(tmp_path / "self.md")
    assert refusals(look(tmp_path)).keys() == {"loop", "self.md"}


def test_the_folder_itself_may_be_a_link(tmp_path: Path) -> None:
    write(tmp_path / "real" / "a.md")
    (tmp_path / "link").symlink_to(tmp_path / "real")
    assert sources(look(tmp_path / "link")) == ["a.md"]


def test_pipes_and_sockets_are_passed_by_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(tmp_path / "socket.md"))
        assert look(tmp_path) == Scan((), ())


def test_a_type_that_nobody_reads_is_refused_with_the_types_that_are(tmp_path: Path) -> None:
    write(tmp_path / "sheet.xlsx")
    write(tmp_path / "Makefile")
    reason = "is of a type that Advisor does not read; it reads .md, .txt"
    assert refusals(look(tmp_path)) == {"Makefile": reason, "sheet.xlsx": reason}


def test_a_file_above_the_limit_is_refused_by_its_size_alone(tmp_path: Path) -> None:
    with (tmp_path / "sparse.md").open("wb") as sparse:
        sparse.truncate(50_000_000_000)
    assert "50,000,000,000 bytes; the limit is 1,000" in refusals(look(tmp_path))["sparse.md"]


def test_a_file_of_exactly_the_limit_is_read(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "x" * 1_000)
    assert sources(look(tmp_path)) == ["a.md"]


def test_a_name_that_is_not_unicode_is_refused_and_can_be_printed(tmp_path: Path) -> None:
    (tmp_path / "ok.md").write_text("Text.")
    Path(os.fsdecode(os.fsencode(tmp_path) + b"/Gr\xf6\xdfe.md")).write_text("Text.")
    found = look(tmp_path)
    assert sources(found) == ["ok.md"]
    assert refusals(found) == {"Gr\\xf6\\xdfe.md": "has a name that is not UTF-8; rename it"}


def test_a_name_with_a_line_break_is_refused_so_that_no_report_can_be_forged(tmp_path: Path) -> None:
    write(tmp_path / "a.md\nremoved: b.md")
    write(tmp_path / "\x1b[31mred.md")
    assert {r.source for r in look(tmp_path).refused} == {"\\x1b[31mred.md", "a.md\\nremoved: b.md"}


def test_a_folder_that_is_not_there_is_told_with_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(FolderError, match="missing is not there; create it, or name another with --knowledge"):
        look(tmp_path / "missing")


def test_a_file_in_place_of_the_folder_is_no_folder(tmp_path: Path) -> None:
    with pytest.raises(FolderError):
        look(write(tmp_path / "a.md"))


LOOK = """
import os, sys
from pathlib import Path
from indexer.folder import FolderError, read_settled, scan
if os.geteuid() == 0:
    os.setuid(65534)
root = Path(sys.argv[1])
try:
    print([file.source for file in scan(root, (".md",), 1000).files])
    read_settled(root, "closed.md")
except (FolderError, PermissionError) as error:
    print(type(error).__name__, error)
"""


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that every user may enter; pytest's own are for the user who runs the tests."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        yield Path(place)


def as_a_user_without_rights(root: Path) -> str:
    """What `LOOK` prints when it runs as an ordinary user, whoever runs the tests."""
    return subprocess.run([sys.executable, "-c", LOOK, root], capture_output=True, text=True, check=True).stdout


def test_a_folder_that_may_not_be_listed_is_named(open_folder: Path) -> None:
    write(open_folder / "closed" / "a.md")
    (open_folder / "closed").chmod(0)
    told = as_a_user_without_rights(open_folder)
    assert told.startswith(f"FolderError The folder {open_folder / 'closed'} cannot be read")


def test_a_file_that_may_not_be_read_is_found_but_not_read(open_folder: Path) -> None:
    write(open_folder / "closed.md").chmod(0)
    assert as_a_user_without_rights(open_folder).startswith("['closed.md']\nPermissionError")


def test_reading_gives_the_bytes_and_the_stat_they_belong_to(tmp_path: Path) -> None:
    write(tmp_path / "deep" / "a.md", "Größe")
    content, stat = read_settled(tmp_path, "deep/a.md")
    assert content == "Größe".encode()
    assert (stat.source, stat.size) == ("deep/a.md", len(content))


def test_the_stat_of_a_scan_and_of_a_reading_are_the_same_for_a_file_left_alone() -> None:
    this = Path(__file__)
    seen = {file.source: file for file in scan(this.parent, [".py"], 1_000_000).files}
    assert read_settled(this.parent, this.name)[1] == seen[this.name]


def test_a_file_written_a_moment_ago_is_never_taken_for_known(tmp_path: Path) -> None:
    """Two writes within one tick of the clock leave the same stat, so that the next sync has to look again."""
    write(tmp_path / "a.md")
    (seen,) = look(tmp_path).files
    assert read_settled(tmp_path, "a.md")[1] != seen


def test_a_file_that_holds_more_than_its_size_says_is_still_being_written() -> None:
    # The kernel's status files have size 0 and grow when read: what a growing file looks like, without a race.
    with pytest.raises(Unsettled, match="status is still being written"):
        read_settled(Path("/proc/self"), "status")


def test_a_link_or_pipe_put_there_since_the_scan_is_neither_followed_nor_waited_for(tmp_path: Path) -> None:
    write(tmp_path / "secret")
    (tmp_path / "link.md").symlink_to(tmp_path / "secret")
    os.mkfifo(tmp_path / "pipe.md")
    for source in ("link.md", "pipe.md"):
        with pytest.raises(Unsettled):
            read_settled(tmp_path, source)


def test_a_file_that_is_gone_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_settled(tmp_path, "a.md")


@pytest.mark.parametrize(
    ("kept", "refused"), [("A.md", "a.md"), ("Deep/a.md", "deep/a.md"), ("e\u0301.md", "\u00e9.md")]
)
def test_of_two_names_that_are_one_on_other_systems_the_second_is_refused(
    tmp_path: Path, kept: str, refused: str
) -> None:
    for source in (kept, refused):
        (tmp_path / source).parent.mkdir(exist_ok=True)
        write(tmp_path / source)
    found = scan(tmp_path, [".md"], 1_000)
    assert [file.source for file in found.files] == [kept]
    assert [refusal.source for refusal in found.refused] == [refused]
    assert "rename one of them" in found.refused[0].reason
