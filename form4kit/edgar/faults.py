"""What can be wrong with a document, an exhibit or a CCC, as the catalogue shows it."""

from form4kit.findings import Authority, Fault, Severity

_SPEC = "EDGAR Ownership XML Technical Specification v5.5"
_LANGUAGE = "form4kit draft language"

CCC_MISSING = Fault(
    code="CCC01",
    severity=Severity.WARNING,
    authority=Authority.EDGAR,
    title="A submission carries the CCC of each owner.",
    cites=(f"{_SPEC}, section 3.3, note o(1)",),
    reason="Without it EDGAR suspends. A test submission is built all the same; `--live` refuses.",
    bad="no FORM4KIT_CCC_1234567 in the environment",
    good="FORM4KIT_CCC_1234567 set for the build alone",
)
CCC_OF_ANOTHER_LENGTH = Fault(
    code="CCC02",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="A CCC has eight characters.",
    cites=(f"{_SPEC}, section 3.3, note o(1)",),
    reason="EDGAR's schema takes no other length.",
    bad="FORM4KIT_CCC_1234567 with seven characters",
    good="FORM4KIT_CCC_1234567 with eight characters",
)
CCC_OF_OTHER_CHARACTERS = Fault(
    code="CCC03",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="A CCC is of letters, digits and signs, without blanks.",
    cites=(f"{_SPEC}, section 3.3, note o(1)",),
    reason="With a control character the submission is no XML; with a blank or a line end it is another CCC.",
    bad="FORM4KIT_CCC_1234567 with a line end after it",
    good="FORM4KIT_CCC_1234567 with eight characters",
)
REFUSED_BY_SCHEMA = Fault(
    code="XSD01",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="The document is valid under EDGAR's schema of its day.",
    cites=(f"{_SPEC}, sections 2, 4.3 and 5",),
    reason="EDGAR suspends a submission that its schema refuses: a wrong element, order, length or value.",
    bad="code: B",
    good="code: S",
)
EXHIBIT_MISSING = Fault(
    code="EXH07",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="An exhibit that is named is there.",
    cites=(f"{_SPEC}, section 4.2.1",),
    reason="A submission carries its exhibits inside; what cannot be read cannot be attached.",
    bad="exhibits: [{file: missing.txt, type: EX-24}]",
    good="exhibits: [{file: poa.txt, type: EX-24}]",
)
EXHIBIT_OUTSIDE = Fault(
    code="EXH08",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="An exhibit lies in the folder of its draft.",
    cites=(_LANGUAGE,),
    reason="A draft from elsewhere must not be able to attach any file of this machine to a public filing.",
    bad="exhibits: [{file: ../../private.txt, type: EX-24}]",
    good="exhibits: [{file: poa.txt, type: EX-24}]",
)
EXHIBIT_NAME_TAKEN = Fault(
    code="EXH10",
    severity=Severity.ERROR,
    authority=Authority.PRACTICE,
    title="Each exhibit has a name of its own.",
    cites=(_LANGUAGE, "EDGAR Filer Manual, Volume II, 5.1"),
    reason="In the submission and in the built folder all lie side by side, and one would replace the other.",
    bad="exhibits: [{file: fund/poa.txt, type: EX-24.1}, {file: trust/poa.txt, type: EX-24.2}]",
    good="exhibits: [{file: poa-fund.txt, type: EX-24.1}, {file: poa-trust.txt, type: EX-24.2}]",
)
NOT_A_FILING = Fault(
    code="XML15",
    severity=Severity.ERROR,
    authority=Authority.EDGAR,
    title="The document is an ownershipDocument, or an edgarSubmission that carries one.",
    cites=(f"{_SPEC}, sections 3.4 and 4.3",),
    reason="EDGAR takes Forms 3, 4 and 5 in these two wrappings only.",
    bad="<html/>",
    good="<ownershipDocument><documentType>4</documentType></ownershipDocument>",
)
AS_PUBLISHED = Fault(
    code="XML17",
    severity=Severity.NOTE,
    authority=Authority.PRACTICE,
    title="A document of record is judged as EDGAR published it.",
    cites=(f"{_SPEC}, section 4.3",),
    reason="It holds names and a version that a filer does not send, and no CCC.",
    bad="<schemaVersion>X0609</schemaVersion>, without --published",
    good="<schemaVersion>X0609</schemaVersion>, with --published",
)
