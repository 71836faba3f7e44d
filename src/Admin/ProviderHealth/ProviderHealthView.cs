namespace FerroGate.Admin.ProviderHealth;

/// <summary>How a provider of the config stands, as far as requests have shown; nobody is asked for this.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">The API that it speaks.</param>
/// <param name="BaseUrl">Where it is; <c>null</c> where it is built in.</param>
/// <param name="Enabled">It may be asked.</param>
/// <param name="Status"><c>disabled</c>, <c>circuit_open</c> where that is so for one of its models, or <c>healthy</c>.</param>
/// <param name="CircuitOpen">The circuit of one of its models is not closed.</param>
/// <param name="ConsecutiveFailures">Failures in a row, of the model that has most.</param>
/// <param name="Circuits">Those of its models that were asked since the process began.</param>
public sealed record ProviderHealthView(
    string Name, string Kind, string? BaseUrl, bool Enabled, string Status, bool CircuitOpen, int ConsecutiveFailures, IReadOnlyList<CircuitView> Circuits);
