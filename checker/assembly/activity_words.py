"""The words that open, close and cut a list of activities: grammar of attestations.

All patterns read folded text.
"""

from __future__ import annotations

import re

from checker.language import Analysis
from checker.language.patterns import Hit

# How far from a mention the words that decide on it are looked for.
REACH = 1500
CLAUSE_END = re.compile(r"[;\n•▪➢]|\.(?=\s)")
CODE = re.compile(r"\b(?:naf|ape|sic code)\b")
# "Activités définies aux Conditions Particulières": they are listed elsewhere.
ELSEWHERE = re.compile(
    r"conditions particulieres|conditions generales|ci-dessus|precitee?s?|susvisee?s?"
    r"|au present contrat|set out in|stated in|described in|defined in|above"
)
LISTED_AT_ONCE = re.compile(r"[^.;:]{0,45}(?:particulieres|generales|ci-dessus|above)\s*:")
# Where a sentence that names an activity goes on about something else.
MOVES_ON = re.compile(
    r"\b(?:est titulaire|est assuree?|est garantie?|a souscrit|a adhere|ont souscrit|beneficie"
    r"|est couverte?|titulaire d[ue]|aupres d|par (?:le|un|son) contrat|sous le numero"
    r"|pour la periode|garantit les|contre les consequences|les consequences pecuniaires"
    r"|dans les conditions|dans les limites|domiciliee?|dont le siege|sise?\b"
    r"|immatriculee?|sous reserve d[ue] (?:paiement|reglement)|a raison de"
    r"|en raison d|et resultant|is insured|has effected|holds|under policy|is covered)"
)
# A block that begins so is about the cover, the document or its dates, not about activities.
OTHER_MATTER = re.compile(
    r"\W*(?:\d+(?:\.\d+)*\W+)?(?:la presente|le present|cette attestation|l'attestation"
    r"|les garanties|la garantie\b|les montants|montants?\b|ce contrat|le contrat|la police"
    r"|garanties?\b|nature des|limites?\b|franchises?\b|plafonds?\b|capitaux|fait a\b|etablie? a"
    r"|pour valoir|pour servir|periode|date d|validite|valable|duree|etendue|territori"
    r"|dans le monde|monde entier|fonctionnement|sous reserve|il est (?:rappele|precise|fait)"
    r"|en cas de|responsabilite civile|assureur|compagnie|signature\b(?! electronique)"
    r"|this certificate"
    r"|limits?\b|period|territor|cover\b|coverage|policy|the policy|jurisdiction|premium"
    r"|indemnity|excess|deductible|important|exclusions?\b(?! (?:d'activites|de toute))"
    r"|souscripteur|assure\b|adresse|siren|siret|n°|references?\b|prime\b|cotisation"
    r"|chiffre d'affaires"
    r"|effectif\b|echeance\b|definitions?\b|retroactivit|prise d'effet|contrat n)"
)
# "… of the Insured's business, and includes": the list is not here.
LEADS_NOWHERE = re.compile(
    r"\s*(?:\.|,(?!\s*(?:a savoir|notamment|soit|tell?e?s? que|namely|being|including|suivant)))"
)
MONEY = re.compile(r"\d\s*(?:€|eur\b|euros\b|k€|m€)|[£$]\s*\d")
TAKES_OUT = re.compile(
    r"\W*(?:le tout|(?:et )?a l'exclusion|hors\b|sauf\b|excepte|exclu|ne relevent|ne sont"
    r"|toute autre|n'est pas|demeurent|restent|sont exclu|l'activite|les activites|les prestations"
    r"|excluding|except|any other|the following)"
)
# "Article 2 – Objet", "A.1 Objet de l'accord", "Art. 1. Ce que couvre …", "1. The Service".
CONTRACT_OBJECT = re.compile(
    r"(?:article|art\.?|§|titre|chapitre|clause|section)?\s*"
    r"(?:(?:\d{1,2}|[ivx]{1,4}|[a-z](?=[.\-–)])|premier|premiere|un|deux|trois|one|two|three)"
    r"(?:[.\-]\d{1,2})*\b)?\s*[.\-–—:)]*\s*"
    r"(?:l'|le |la |les |nos |the |our )?"
    r"(?:objet|description (?:des|du|de la) (?:prestations?|services?|mission|projet)"
    r"|perimetre|prestations|nature des prestations|services?\b(?! (?:levels?|credits?))"
    r"|contenu d\w+|missions?\b|champ d'application|domaine d'application|consistance"
    r"|ce que (?:couvre|comprend|prevoit|nous)|presentation (?:des?|du) (?:services?|prestations?)"
    r"|engagement$|appointment$|the work$"
    r"|scope|subject matter|purpose|description of (?:the )?services|services provided"
    r"|service description|application of (?:these )?terms)\b"
)
DEFINITIONS = re.compile(
    r"\b(?:definitions?|interpretation|glossaire|lexique|preambule|recitals)\b"
)
# What the policyholder has to tell is not yet insured.
TO_DECLARE = re.compile(
    r"\b(?:devez|doit|doivent|devra|devrez|tenue?s?|oblige\w*|must|shall|required)\b[^.;]{0,45}"
    r"\b(?:declarer|informer|signaler|aviser|notifier|communiquer|notify|inform|disclose|declare"
    r"|tell|advise)\b[^.;]*$"
)

ARTICLE = re.compile(r"(?:article|art\.)\s+\d|\d{1,2}(?:\.\d+)?\s*[.)–-]\s+(?:[^\W\d]+ ?){1,4}$")
# A verb that has its own object before the comma: "déploiement de progiciels, …".
_OWN_OBJECT = re.compile(r"\w+ (?:de |d'|des |du |en )[^,;]+[,;]\s*")


def runs_over(analysis: Analysis, hit: Hit) -> bool:
    """Return True where a term reaches over a comma into the next item of a list.

    "déploiement de progiciels, négoce de matériel" deploys no hardware; "installation, mise
    en service de matériel" installs it.
    """
    first = _OWN_OBJECT.match(analysis.folded, hit.start, hit.end)
    if first is None:
        return False
    block = analysis.block_at(hit.start)
    end = block.end if block else hit.end
    return any(
        other.id != hit.id and other.start == first.end() and other.end >= hit.end
        for other in analysis.hits_in("activities", first.end(), end)
    )
