"""Whether every answer of the API is one that its document promises, as schemathesis asks."""

from __future__ import annotations

from collections import Counter
from typing import Any

import schemathesis
from django.urls import reverse
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import positive_data_acceptance

from portal.wsgi import application

# Of each address, so many requests that keep to the document, and as many that do not.
EXAMPLES = 6


def statuses(mode: GenerationMode, known: dict[str, list[str]]) -> Counter[int]:
    """Ask every address; return how often each status was answered, or fail with a request to repeat.

    ``known`` are values that are there, by the parameter, which no generator would come upon.
    """
    schema = schemathesis.openapi.from_wsgi(reverse("api:openapi"), application)
    found: Counter[int] = Counter()
    for one in schema.get_all_operations():
        assert isinstance(one, Ok)
        operation = one.ok()
        if mode is GenerationMode.NEGATIVE and not operation.definition.raw["parameters"]:
            continue  # nothing that could be wrong with it

        @seed(20260329)
        @settings(
            max_examples=EXAMPLES,
            database=None,
            deadline=None,
            phases=[Phase.generate],
            suppress_health_check=[*HealthCheck],
        )
        @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
        def ask(case: Case[Any], data: st.DataObject) -> None:
            if mode is GenerationMode.POSITIVE:
                for name, values in known.items():
                    for where in (case.path_parameters, case.query):
                        if name in where:
                            where[name] = data.draw(st.sampled_from(values))
            response = case.call()
            found[response.status_code] += 1
            # No schema can tell a cursor that was given from one that was not, nor which topics there are.
            case.validate_response(response, excluded_checks=[positive_data_acceptance])

        ask()
    return found
