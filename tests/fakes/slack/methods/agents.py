"""agents.sessions.* and assistant.threads.*: session status, the line that says what happens, title, prompts."""

from tests.fakes.slack.limits import SUGGESTED_PROMPTS
from tests.fakes.slack.methods.registry import Args, method
from tests.fakes.slack.refusal import Json, Refused
from tests.fakes.slack.workspace import Workspace

SESSION_STATUSES = ("active", "processing", "suspended", "closed")
TITLE = 200


@method("agents.sessions.setStatus", scope="chat:write")
def sessions_set_status(workspace: Workspace, args: Args) -> Json:
    channel, status = workspace.find_channel(args.need("channel_id")), args.need("status")
    if status not in SESSION_STATUSES:
        raise Refused("invalid_arguments", [f"[ERROR] status must be one of {', '.join(SESSION_STATUSES)}"])
    if len(args.text("title")) > TITLE:
        raise Refused("invalid_arguments", [f"[ERROR] title must be less than {TITLE + 1} characters"])
    key = (channel.id, args.need("thread_ts"))
    session = workspace.sessions.setdefault(key, {"title": args.text("title")})
    session |= {"status": status, "since": workspace.clock.now()}
    return {"status": status, "agent_status": status, "title": session["title"]}


@method("agents.sessions.rename", scope="chat:write")
def sessions_rename(workspace: Workspace, args: Args) -> Json:
    key = (workspace.find_channel(args.need("channel_id")).id, args.need("thread_ts"))
    if key not in workspace.sessions:
        raise Refused("session_not_found")
    workspace.sessions[key]["title"] = args.need("title")
    return {"title": args["title"]}


@method("assistant.threads.setStatus", scope="chat:write")
def threads_set_status(workspace: Workspace, args: Args) -> Json:
    key = (workspace.find_channel(args.need("channel_id")).id, args.need("thread_ts"))
    if args.text("status"):
        workspace.statuses[key] = (args.text("status"), workspace.clock.now())
    else:
        workspace.statuses.pop(key, None)
    return {}


@method("assistant.threads.setTitle", scope="assistant:write")
def threads_set_title(workspace: Workspace, args: Args) -> Json:
    channel = workspace.find_channel(args.need("channel_id"))
    workspace.titles[(channel.id, args.need("thread_ts"))] = args.need("title")
    return {}


@method("assistant.threads.setSuggestedPrompts", scope="assistant:write")
def threads_set_suggested_prompts(workspace: Workspace, args: Args) -> Json:
    channel, prompts = workspace.find_channel(args.need("channel_id")), args.objects("prompts")
    if not 1 <= len(prompts) <= SUGGESTED_PROMPTS:
        raise Refused("invalid_arguments", [f"[ERROR] between 1 and {SUGGESTED_PROMPTS} prompts"])
    if any(not prompt.get("title") or not prompt.get("message") for prompt in prompts):
        raise Refused("invalid_arguments", ["[ERROR] a prompt needs a title and a message"])
    if not args.get("thread_ts"):  # in an agent_view app Slack says ok to prompts for a thread, and shows none
        workspace.prompts[channel.id] = prompts
    return {}
