using FerroGate.Config.Text;

namespace FerroGate.Config.Model;

/// <summary>One <c>header_up</c> line.</summary>
/// <param name="Operation">Set, add or delete.</param>
/// <param name="Name">The header's name; for a deletion it may begin or end with <c>*</c>.</param>
/// <param name="Value">The value; <c>null</c> for a deletion.</param>
public sealed record HeaderRuleConfig(HeaderOperation Operation, Setting<string> Name, Setting<Template>? Value);
