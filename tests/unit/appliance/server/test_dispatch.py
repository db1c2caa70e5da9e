import json

import pytest

from appliance.api.contract import VERBS, verbs_of
from appliance.api.errors import Busy, Code
from appliance.api.role import EVERYONE, Role, allow
from appliance.caller import Caller, current_caller
from appliance.server.dispatch import Dispatcher


class EchoApi:
    @allow(*EVERYONE)
    async def repeat(self, word: str, times: int = 1) -> str: ...

    @allow(Role.ADMIN)
    async def guard(self) -> str: ...

    @allow(*EVERYONE)
    async def refuse(self) -> None: ...

    @allow(*EVERYONE)
    async def explode(self) -> None: ...


class Echo:
    async def repeat(self, word: str, times: int = 1) -> str:
        return word * times

    async def guard(self) -> str:
        return current_caller.get().id

    async def refuse(self) -> None:
        raise Busy(Code.CAST_FULL, name="Ana")

    async def explode(self) -> None:
        raise ZeroDivisionError("secret detail")


ADMIN = Caller(Role.ADMIN, "unix-1")
GUEST = Caller(Role.GUEST, "guest-1")


@pytest.fixture
def dispatcher() -> Dispatcher:
    return Dispatcher(verbs_of("echo", EchoApi), {"echo": Echo()})


async def ask(dispatcher: Dispatcher, message: object, caller: Caller = GUEST):
    raw = message if isinstance(message, bytes) else json.dumps(message).encode()
    answer = await dispatcher.answer(raw, caller)
    return None if answer is None else json.loads(answer)


def call(method: str, id: object = 1, **params: object) -> dict[str, object]:  # noqa: A002
    return {"jsonrpc": "2.0", "id": id, "method": method, "params": params}


async def test_a_verb_is_called_with_its_arguments_and_defaults(dispatcher: Dispatcher):
    assert await ask(dispatcher, call("echo.repeat", word="ab")) == {"jsonrpc": "2.0", "id": 1, "result": "ab"}
    assert (await ask(dispatcher, call("echo.repeat", id="x", word="ab", times=2)))["result"] == "abab"


@pytest.mark.parametrize(
    ("message", "number", "id_"),
    [
        (b"{", -32700, None),
        (b"\xff\xfe", -32700, None),
        (b"[]", -32600, None),
        ([1] * 33, -32600, None),
        (7, -32600, None),
        ({"id": 1, "method": "echo.repeat"}, -32600, 1),
        ({"jsonrpc": "2.0", "id": 1}, -32600, 1),
        ({"jsonrpc": "2.0", "id": True, "method": "echo.repeat"}, -32600, None),
        ({"jsonrpc": "2.0", "id": {}, "method": "echo.repeat"}, -32600, None),
        ({"jsonrpc": "2.0", "id": 1, "method": "echo.repeat", "params": 3}, -32600, 1),
        ({"jsonrpc": "2.0", "id": 1, "method": "echo.repeat", "params": ["ab"]}, -32602, 1),
        (call("echo.absent"), -32601, 1),
        (call("echo.__init__"), -32601, 1),
        (call("echo.repeat"), -32602, 1),
        (call("echo.repeat", word=3), -32602, 1),
        (call("echo.repeat", word="a", times="2"), -32602, 1),
        (call("echo.repeat", word="a", tmies=2), -32602, 1),
    ],
)
async def test_each_fault_of_a_message_has_its_number(
    dispatcher: Dispatcher, message: object, number: int, id_: object
):
    answer = await ask(dispatcher, message)
    assert (answer["error"]["code"], answer["id"]) == (number, id_)


async def test_a_role_without_the_right_is_refused_by_code(dispatcher: Dispatcher):
    error = (await ask(dispatcher, call("echo.guard")))["error"]
    assert (error["code"], error["data"]["code"]) == (-32001, "access.forbidden")
    assert (await ask(dispatcher, call("echo.guard"), ADMIN))["result"] == "unix-1"


async def test_a_refusal_carries_its_code_and_data(dispatcher: Dispatcher):
    error = (await ask(dispatcher, call("echo.refuse")))["error"]
    assert error == {"code": -32003, "message": "cast.full", "data": {"code": "cast.full", "name": "Ana"}}


async def test_a_fault_of_ours_tells_nothing_of_the_inside(dispatcher: Dispatcher):
    answer = await ask(dispatcher, call("echo.explode"))
    assert answer["error"] == {"code": -32603, "message": "internal error", "data": {"code": "session.internal"}}


async def test_a_batch_is_answered_in_order_without_its_notifications(dispatcher: Dispatcher):
    note = {"jsonrpc": "2.0", "method": "echo.repeat", "params": {"word": "x"}}
    answers = await ask(dispatcher, [call("echo.repeat", id=1, word="a"), note, 5, call("echo.repeat", id=2, word="b")])
    assert [answer.get("result") for answer in answers] == ["a", None, "b"]
    assert await ask(dispatcher, note) is None
    assert await ask(dispatcher, [note]) is None


def test_a_verb_without_a_service_is_found_at_start():
    with pytest.raises(LookupError, match=r"echo\.explode"):
        Dispatcher(verbs_of("echo", EchoApi), {"echo": object()})


def test_every_verb_of_the_contract_names_its_roles_and_errors():
    assert all(verb.roles for verb in VERBS.values())
    assert all(verb.doc for verb in VERBS.values())
