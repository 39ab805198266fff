"""What closing keeps of evidence: every file with its size, digest, subject and indicator."""

from hashlib import sha256

from laid import make

from stardb.workspace import IndexedFile, index_evidence, open_workspace


def test_every_file_is_listed_with_its_digest_those_of_nobody_too(tmp_path):
    names = ["甲镇/东庄/集体收入.pdf", "甲镇/总表.xls"]
    root = make(tmp_path, names)

    def listed(name: str, *whose: str) -> IndexedFile:
        data = name.encode()  # each file holds its own name
        return IndexedFile(f"evidence/2022/{name}", len(data), sha256(data).hexdigest(), *whose)

    assert index_evidence(open_workspace(root)) == (
        listed(names[0], "little", "甲镇/东庄", "集体收入"),
        listed(names[1], "", "", ""),
    )
