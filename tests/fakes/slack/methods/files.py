"""files.getUploadURLExternal and completeUploadExternal: an app uploads a file in three steps, of which the second
is a POST to the address that the first one gave (`http.Doors`).
"""

from tests.fakes.slack.entities import SharedFile
from tests.fakes.slack.identity import BOT_USER
from tests.fakes.slack.messages import Message
from tests.fakes.slack.methods.chat import postable
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace

ALT_TEXT = 1_000


@method("files.getUploadURLExternal", scope="files:write")
def get_upload_url_external(workspace: Workspace, args: Args) -> Json:
    name, length = args.need("filename"), int(args.need("length"))
    if length <= 0 or len(args.text("alt_txt")) > ALT_TEXT:
        raise Refused("invalid_arguments", ["[ERROR] length must be positive, alt_txt at most 1000 characters"])
    file = SharedFile(
        workspace.new_id("F"), name, b"", BOT_USER, "image/png" if name.endswith(".png") else "text/plain"
    )
    workspace.uploads[file.id] = file
    return {"upload_url": f"{workspace.base_url}upload/{file.id}", "file_id": file.id}


@method("files.completeUploadExternal", scope="files:write")
def complete_upload_external(workspace: Workspace, args: Args) -> Json:
    """Shares uploaded files in a channel or thread, as one message of the app; without a channel, nowhere."""
    files = [_uploaded(workspace, str(named.get("id"))) for named in args.objects("files")]
    if not files:
        raise Refused("invalid_arguments", ["[ERROR] missing required field: files"])
    if args.text("channel_id"):
        channel = postable(workspace, args.text("channel_id"))
        message = Message(
            channel.id,
            workspace.new_ts(),
            BOT_USER,
            args.text("initial_comment"),
            by_app=True,
            thread_ts=args.text("thread_ts") or None,
            files=[workspace.show_file(file) for file in files],
            subtype="file_share",
        )
        workspace.store(message)
    for file in files:
        workspace.files[file.id] = workspace.uploads.pop(file.id)
    return {"files": [{"id": file.id, "title": file.name} for file in files]}


def _uploaded(workspace: Workspace, file_id: str) -> SharedFile:
    file = workspace.uploads.get(file_id)
    if file is None or not file.content:
        raise Refused("file_not_found")
    return file
