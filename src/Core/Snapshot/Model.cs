using System.Collections.Frozen;
using FerroGate.Core.Keys;
using FerroGate.Core.Routing;

namespace FerroGate.Core.Snapshot;

/// <summary>A model name that clients use, and the targets that can answer it; the strategy says in which order.</summary>
public sealed record Model
{
    public required string Name { get; init; }

    public required bool Enabled { get; init; }

    /// <summary>The primary one first, then the fallbacks as they are written; at least one.</summary>
    public required IReadOnlyList<Target> Targets { get; init; }

    public RoutingStrategy Strategy { get; init; }

    /// <summary>What keeps requests at one target; <c>null</c> where nothing does.</summary>
    public Stickiness? Sticky { get; init; }

    /// <summary>Further names of it.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>The models whose targets follow when none of its own is left.</summary>
    public IReadOnlyList<string> FallbackModels { get; init; } = [];

    /// <summary>What it can do; empty means that nothing was said and everything is tried.</summary>
    public required FrozenSet<string> Capabilities { get; init; }

    /// <summary>The organizations that see it; empty is every one.</summary>
    public required FrozenSet<string> VisibleOrganizationIds { get; init; }

    /// <summary>The projects that see it; empty is every one.</summary>
    public required FrozenSet<string> VisibleProjectIds { get; init; }

    /// <summary>What cannot be said in a provider's protocol is an error, and not only named.</summary>
    public bool TranslatesStrictly { get; init; }

    /// <summary>What is done for streams that break off.</summary>
    public RescueMode Rescue { get; init; } = RescueMode.Verify;

    /// <summary>A target that does not want to answer is passed over, and not told of.</summary>
    public bool AsksOthersWhenRefused { get; init; }

    /// <summary>What is held for one answer whose request says no limit, in tokens; <c>null</c> where nobody has said it.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>Providers are told the output that is held for a request.</summary>
    public bool CapsOutput { get; init; }

    /// <summary>For how long an answer is read on whose client has gone; <c>null</c> is as long as the gateway does by default.</summary>
    public TimeSpan? Drain { get; init; }

    public bool IsVisibleTo(Tenant tenant) =>
        Enabled && Sees(VisibleOrganizationIds, tenant.OrganizationId) && Sees(VisibleProjectIds, tenant.ProjectId);

    /// <summary>
    /// The key may use it under the name that was asked for. Of a model with a star in its name, the lists of a key may name what clients fill in;
    /// and what a key may not use it may not use under another name.
    /// </summary>
    public bool IsOpenTo(VirtualKey key, string asked) =>
        !key.Models.Denies(Name) && !key.Models.Denies(asked) && (key.Models.Lists(Name) || (ModelPattern.Is(Name) && key.Models.Lists(asked)));

    public bool Can(string capability) => Capabilities.Count == 0 || Capabilities.Contains(capability);

    private static bool Sees(FrozenSet<string> ids, string? id) => ids.Count == 0 || (id is not null && ids.Contains(id));
}
