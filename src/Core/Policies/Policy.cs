using FerroGate.Core.Keys;
using FerroGate.Core.Refusals;
using FerroGate.Core.Snapshot;

namespace FerroGate.Core.Policies;

/// <summary>A rule about who may ask for what, and of whom. It is for a request where each of its parts is.</summary>
public sealed record Policy
{
    public required string Name { get; init; }

    public PolicyEffect Effect { get; init; }

    /// <summary>The code of what it refuses.</summary>
    public string Code { get; init; } = RefusalCodes.PolicyDenied;

    /// <summary>What whoever is refused is told; <c>null</c> for no more than that he is.</summary>
    public string? Message { get; init; }

    public Subjects Subjects { get; init; } = new();

    /// <summary>The models, by the name that the client asks for or by their own.</summary>
    public NamePatterns Models { get; init; } = NamePatterns.None;

    /// <summary>The providers that would answer.</summary>
    public NamePatterns Providers { get; init; } = NamePatterns.None;

    /// <summary>The models that would answer, by the provider's name for them.</summary>
    public NamePatterns ProviderModels { get; init; } = NamePatterns.None;

    public PolicyConditions Conditions { get; init; } = PolicyConditions.None;

    /// <summary>It decides for every target alike, and so for the request.</summary>
    public bool IsForEveryTarget => Providers.IsEmpty && ProviderModels.IsEmpty;

    /// <summary>It is for such requests of the key for the model, at least where the target and all else is right.</summary>
    public bool IsFor(VirtualKey key, string asked, string model) =>
        Subjects.Fit(key.Id, key.Tenant) && (Models.IsEmpty || Models.Fit(asked) || Models.Fit(model));

    /// <summary>It is for the request, at least where the target is right.</summary>
    public bool IsFor(in PolicyRequest request) => IsFor(request.Key, request.Asked, request.Model) && Conditions.Fit(request);

    public bool IsFor(Target target) =>
        (Providers.IsEmpty || Providers.Fit(target.Provider.Name)) && (ProviderModels.IsEmpty || ProviderModels.Fit(target.ProviderModel));

    public bool IsForAny(IReadOnlyList<Target> targets)
    {
        if (IsForEveryTarget)
            return true;

        for (var i = 0; i < targets.Count; i++)
        {
            if (IsFor(targets[i]))
                return true;
        }

        return false;
    }

    /// <summary>What whoever is refused by it is told.</summary>
    public Refusal Refusal => new(
        403,
        ErrorType.Permission,
        Code,
        Message is null ? $"The policy '{Name}' does not allow this request." : $"{Message} (Refused by the policy '{Name}'.)");
}
