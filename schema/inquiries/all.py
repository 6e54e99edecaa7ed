"""Every inquiry that is asked at the root, by the name of its field."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from graph.coverage.districts import DISTRICT_COVERAGE
from graph.coverage.placement import PLACEMENT_PLAN
from graph.coverage.uncovered import UNCOVERED_DISTRICTS
from graph.glass.breakings import NOTICE
from graph.inquiry import Inquiry
from graph.partners.partners import REFERRAL_PARTNERS
from graph.partners.teams import REFERRAL_TEAMS
from graph.protections.due import DUE
from graph.statistics.judged import STATISTICS
from graph.topology.judged import SUPPORT_TOPOLOGY
from graph.viewing import VIEWER

INQUIRIES: Mapping[str, Inquiry[Any, Any]] = MappingProxyType(
    {
        "referralPartners": REFERRAL_PARTNERS,
        "referralTeams": REFERRAL_TEAMS,
        "districtCoverage": DISTRICT_COVERAGE,
        "uncoveredDistricts": UNCOVERED_DISTRICTS,
        "placementPlan": PLACEMENT_PLAN,
        "statistics": STATISTICS,
        "supportTopology": SUPPORT_TOPOLOGY,
        "protectionsDue": DUE,
        "glassBreakings": NOTICE,
        "viewer": VIEWER,
    }
)
