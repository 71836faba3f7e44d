using System.Collections.Frozen;

namespace FerroGate.Core.Snapshot;

/// <summary>
/// One validated revision of everything that requests are served by. Immutable: a request reads it once and keeps it to
/// its end.
/// </summary>
public sealed record GatewaySnapshot
{
    /// <summary>The models by each name that clients use.</summary>
    public required FrozenDictionary<string, Model> Models { get; init; }

    /// <summary>The models in the order in which they were defined.</summary>
    public required IReadOnlyList<Model> ModelList { get; init; }

    /// <summary>Who answers for a model that there is not; <c>null</c> for nobody.</summary>
    public Model? DefaultModel { get; init; }

    public required ReliabilitySettings Reliability { get; init; }

    public required TelemetrySettings Telemetry { get; init; }

    public required AdminListSettings AdminLists { get; init; }

    /// <summary>What a model, or one that follows when it fails, leads to; <c>null</c> where it does not.</summary>
    public Target? TargetOf(string model, string provider, string providerModel) =>
        Models.GetValueOrDefault(model) is not { } found ? null : found.FallbackModels
            .Select(name => Models.GetValueOrDefault(name))
            .Prepend(found)
            .SelectMany(one => one?.Targets ?? [])
            .FirstOrDefault(target => target.Provider.Name == provider && target.ProviderModel == providerModel);
}
