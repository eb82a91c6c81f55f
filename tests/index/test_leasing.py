import pytest

from index.leasing import LOCK_FILE, Lease, is_leased


@pytest.fixture
def snapshot(tmp_path):
    (tmp_path / LOCK_FILE).touch()
    return tmp_path


def test_snapshot_is_leased_until_the_last_lease_is_given_back(snapshot):
    assert not is_leased(snapshot)
    first, second = Lease(snapshot), Lease(snapshot)
    assert is_leased(snapshot)
    first.give_back()
    first.give_back()
    assert is_leased(snapshot)
    second.give_back()
    assert not is_leased(snapshot)


def test_forgotten_lease_holds_nothing(snapshot):
    lease = Lease(snapshot)
    assert is_leased(snapshot)
    del lease
    assert not is_leased(snapshot)


def test_snapshot_without_a_lock_file_can_be_read_all_the_same(tmp_path):
    lease = Lease(tmp_path)
    assert lease.snapshot == tmp_path
    assert not is_leased(tmp_path)
