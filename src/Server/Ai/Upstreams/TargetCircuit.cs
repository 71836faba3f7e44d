using FerroGate.Core.Circuits;

namespace FerroGate.Server.Ai.Upstreams;

/// <summary>The circuit of a target that was asked, as it stands at one moment.</summary>
/// <param name="Provider">The provider.</param>
/// <param name="BaseUrl">Where it is.</param>
/// <param name="Model">The provider's name of the model.</param>
/// <param name="Configured">The name that config gives it.</param>
/// <param name="Standing">How it stands.</param>
internal sealed record TargetCircuit(string Provider, Uri BaseUrl, string Model, string Configured, CircuitStanding Standing);
