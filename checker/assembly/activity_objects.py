"""What a named activity is done to: "hébergement de la boutique en ligne" builds no shop.

A thing that another service hosts, maintains, tests or teaches is no service of its own.
"""

from __future__ import annotations

import re

from checker.language import Analysis
from checker.language.patterns import Hit

__all__ = ["find_not_ordered", "is_object", "is_sold_online"]

# Services that are done to something that exists.
_DONE_TO = (
    "it.run.", "it.cyber.", "it.training", "it.mkt.seo", "it.consulting.audit", "it.build.qa",
    "it.build.migration",
)  # fmt: skip
# Things that a mention may name without saying that they are made.
_THINGS = ("it.build.", "it.publish.", "it.commerce.")
# What runs may be examined by another service: "audit de votre hébergement".
_RUNNING = ("it.run.",)
_EXAMINING = ("it.cyber.audit", "it.consulting.audit", "it.build.qa", "it.training")
# Between a service and its object: a preposition, an article, whose it is.
_OF = re.compile(
    r"[\s,]*(?:applicati\w+ |corrective |evolutive |preventive |et (?:corrective |evolutive )"
    r"|en ligne |quotidien\w* |technique |informatique |services? )*"
    r"(?:de |du |des |d'|sur |of |for |to )(?:la |le |les |l'|son |sa |ses |vos |votre |leurs? "
    r"|the |its |your |un |une |tous |toutes )*(?:(?:client|customer)(?:'s|s')? )?"
)
# Words that make the thing: it is then ordered, or insured, itself.
_MAKES = re.compile(
    r"\b(?:develop\w+|concep\w+|concev\w+|creat\w+|creer|realis\w+|integrat\w+|integr\w+|parametr\w+"
    r"|refont\w+|refond\w+|edit\w+|programm\w+|construi\w+|fourni\w+|mise en (?:place|oeuvre|ligne)"
    r"|deploi\w+|design\w*|build\w*|implement\w*|provision|supply)\b"
)
_ITEM = re.compile(r"[;:\n•▪]|\.\s")
_REACH = 300


def is_object(analysis: Analysis, hit: Hit) -> bool:
    """Return True where a mention only names what the service before it is done to."""
    folded = analysis.folded
    if not hit.id.startswith((*_THINGS, *_RUNNING)) or _MAKES.search(folded, hit.start, hit.end):
        return False
    low = max(0, hit.start - _REACH)
    low = max((m.end() for m in _ITEM.finditer(folded, low, hit.start)), default=low)
    services = [
        service
        for service in analysis.hits_in("activities", low, hit.start)
        if service.id.startswith(_DONE_TO)
        and (hit.id.startswith(_THINGS) or service.id.startswith(_EXAMINING))
        and _OF.fullmatch(folded, service.end, hit.start) is not None
    ]
    if _SERVES.search(folded, low, hit.start):
        return True
    # "développement, maintenance et hébergement de boutiques en ligne": made as well.
    return bool(services) and not _MAKES.search(folded, low, hit.start)


# What the contract leaves to the client, or out of its scope.
_LEFT_OUT = re.compile(
    r"\b(?:demeur|rest)\w*[^.;]{0,20}\b(?:a la charge|de la responsabilite|du ressort|de l'affaire)"
    r"|\bincomb\w+ (?:exclusivement |seul\w* )?(?:au|a la|a l') ?(?:client|beneficiaire|acheteur"
    r"|maitre)|\bn'en (?:fait|font|fera|feront) pas partie|\bne (?:fait|font) pas partie"
    r"|\bhors (?:du )?(?:perimetre|champ|contrat|marche|forfait)|\bout of scope"
    r"|\b(?:remains?|is|are) the (?:sole )?responsibility of the (?:client|customer|subscriber)"
)
# What may be ordered another day.
_APART = re.compile(
    r"\b(?:separate|distinct|specific) (?:statement of work|agreement|order|contract|quotation)"
    r"|\b(?:form|forms) no part|\bunless (?:expressly )?ordered|\bsubject to a separate"
    r"|\b(?:devis|contrat|bon de commande|commande|avenant|convention)s? (?:separe|distinct"
    r"|specifique|complementaire)|\bsur devis\b|\ben option\b"
)


# "héberge les applications médicales": the verb of a service, and what it is done to.
_SERVES = re.compile(
    r"\b(?:heberge\w*|maintien\w*|exploite\w*|supervise\w*|sauvegarde\w*|administre\w*|hosts?"
    r"|maintains?|operates?)\s+(?:la |le |les |l'|son |sa |ses |leurs? |vos |votre |the |its )"
    r"(?:[a-z]+ ){0,2}$"
)


def find_not_ordered(analysis: Analysis, hit: Hit) -> bool | None:
    """Return True where a contract leaves the service out, False where it may follow, else None."""
    sentence = analysis.sentence_at(hit.start)
    end = sentence.end if sentence else hit.end
    stop = analysis.folded.find(";", hit.end, end)
    end = stop if stop >= 0 else end
    if _LEFT_OUT.search(analysis.folded, hit.end, end):
        return True
    return False if _APART.search(analysis.folded, hit.end, end) else None


def is_sold_online(analysis: Analysis, hit: Hit) -> bool:
    """Return True where "un logiciel … en mode SaaS" is the one service, no licence besides."""
    if hit.id != "it.publish.software":
        return False
    sentence = analysis.sentence_at(hit.start)
    end = sentence.end if sentence else hit.end
    folded = analysis.folded
    return any(
        not _LICENSED.search(folded, hit.end, max(hit.end, online.start))
        for online in analysis.hits_in("activities", hit.start, end)
        if online.id == "it.publish.saas"
    )


_LICENSED = re.compile(r"licen|\bet\b|\bou\b|\band\b|\bor\b|[;,]")
