"""A variable that is all of a `@oneOf` input must have a value, as the specification asks.

graphql-core's own rule asks for it only where the input itself may be null.
"""

# graphql-core's wrapping types are generic and given without their arguments
# pyright: reportUnknownMemberType=false

from typing import Any

from graphql import (
    DocumentNode,
    GraphQLError,
    NonNullTypeNode,
    ObjectValueNode,
    OperationDefinitionNode,
    ValidationContext,
    ValidationRule,
    VariableNode,
    get_named_type,
    is_input_object_type,
)


class OneOfVariables(ValidationRule):
    """Refuses variables that may be null where one of several fields must be given."""

    def __init__(self, context: ValidationContext) -> None:
        super().__init__(context)
        self._deciding = dict[int, str]()

    def enter_object_value(self, node: ObjectValueNode, *_: Any) -> None:
        """Remember the variables that stand in the fields of such an input."""
        type_ = get_named_type(self.context.get_input_type())
        if is_input_object_type(type_) and type_.is_one_of:
            for field in node.fields:
                if isinstance(field.value, VariableNode):
                    self._deciding[id(field.value)] = type_.name

    def leave_document(self, node: DocumentNode, *_: Any) -> None:
        """Look at them in each operation, whichever fragments they stand in."""
        for operation in node.definitions:
            if self._deciding and isinstance(operation, OperationDefinitionNode):
                self._judge(operation)

    def _judge(self, operation: OperationDefinitionNode) -> None:
        declared = {each.variable.name.value: each for each in operation.variable_definitions or ()}
        for usage in self.context.get_recursive_variable_usages(operation):
            type_ = self._deciding.get(id(usage.node))
            each = declared.get(usage.node.name.value)
            if type_ is None or each is None or is_input_object_type(usage.parent_type):
                continue
            if not isinstance(each.type, NonNullTypeNode):
                name = usage.node.name.value
                self.report_error(
                    GraphQLError(
                        f"Variable '${name}' may be null, and stands where one field of"
                        f" '{type_}' must be given.",
                        [each, usage.node],
                    )
                )
