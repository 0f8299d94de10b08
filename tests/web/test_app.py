"""The frame of the desk: pages answer, what is missing is told in one line."""

from starlette.testclient import TestClient


def test_the_desk_opens_on_the_ledger(client: TestClient) -> None:
    answer = client.get("/")
    assert (answer.status_code, "<h1>Ledger</h1>" in answer.text) == (200, True)


def test_a_page_that_does_not_exist_says_so(client: TestClient) -> None:
    answer = client.get("/nowhere")
    assert (answer.status_code, "there is no such page" in answer.text.lower()) == (404, True)
