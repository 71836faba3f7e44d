using System.Numerics;
using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;

namespace FerroGate.Core.Policies;

/// <summary>
/// All policies, in the order of the config. Each is found by one of its lists, the first that has names and no stars, so that most are
/// never looked at; those that have no such list are looked at for every request.
/// </summary>
public sealed class PolicyTable
{
    // A bit for each policy; above so many words they do not go on the stack.
    private const int MostWords = 256;

    private readonly Policy[] _policies;
    private readonly PolicyIndex _keys;
    private readonly PolicyIndex _users;
    private readonly PolicyIndex _projects;
    private readonly PolicyIndex _teams;
    private readonly PolicyIndex _organizations;
    private readonly PolicyIndex _models;
    private readonly PolicyIndex _providers;
    private readonly ulong[] _others;

    public PolicyTable(IEnumerable<Policy> policies)
    {
        _policies = [.. policies];
        var left = new HashSet<int>(Enumerable.Range(0, _policies.Length));
        _keys = Index(policy => policy.Subjects.Keys);
        _users = Index(policy => policy.Subjects.Users);
        _projects = Index(policy => policy.Subjects.Projects);
        _teams = Index(policy => policy.Subjects.Teams);
        _organizations = Index(policy => policy.Subjects.Organizations);
        _models = Index(policy => policy.Models);
        _providers = Index(policy => policy.Providers);
        _others = PolicyIndex.BitsOf(left, _policies.Length);

        PolicyIndex Index(Func<Policy, NamePatterns> list) => PolicyIndex.Take(_policies, left, list);
    }

    /// <summary>No policies: everything is allowed.</summary>
    public static PolicyTable None { get; } = new([]);

    public bool IsEmpty => _policies.Length == 0;

    /// <summary>
    /// The policies that are for the request at one of the targets, in their order, up to the first that decides for all of them. Where
    /// there are none it takes no memory.
    /// </summary>
    public IReadOnlyList<Policy> Matching(in PolicyRequest request, IReadOnlyList<Target> targets)
    {
        if (IsEmpty)
            return [];

        List<Policy>? matching = null;
        var candidates = _others.Length <= MostWords ? stackalloc ulong[_others.Length] : new ulong[_others.Length];
        Collect(request.Key, request.Asked, request.Model, targets, candidates);

        for (var i = Next(candidates, 0); i >= 0; i = Next(candidates, i + 1))
        {
            var policy = _policies[i];
            if (!policy.IsFor(request) || !policy.IsForAny(targets))
                continue;

            (matching ??= []).Add(policy);
            if (policy is { IsForEveryTarget: true, Effect: not PolicyEffect.Shadow })
                break;
        }

        return matching ?? (IReadOnlyList<Policy>)[];
    }

    /// <summary>Whatever else a request of the key for the model is like, it is denied.</summary>
    /// <param name="key">The key.</param>
    /// <param name="asked">The name that clients ask for.</param>
    /// <param name="model">The model.</param>
    public bool AlwaysDeny(VirtualKey key, string asked, Model model)
    {
        if (IsEmpty)
            return false;

        var candidates = _others.Length <= MostWords ? stackalloc ulong[_others.Length] : new ulong[_others.Length];
        Collect(key, asked, model.Name, model.Targets, candidates);
        for (var i = Next(candidates, 0); i >= 0; i = Next(candidates, i + 1))
        {
            var policy = _policies[i];
            if (!policy.IsFor(key, asked, model.Name) || !policy.IsForAny(model.Targets))
                continue;

            switch (policy.Effect)
            {
                case PolicyEffect.Allow:
                    return false;
                case PolicyEffect.Deny when policy is { IsForEveryTarget: true, Conditions.IsEmpty: true }:
                    return true;
                default:
                    break;
            }
        }

        return false;
    }

    private void Collect(VirtualKey key, string asked, string model, IReadOnlyList<Target> targets, Span<ulong> candidates)
    {
        _others.CopyTo(candidates);
        _keys.Add(key.Id, candidates);
        _users.Add(key.Tenant.UserId, candidates);
        _projects.Add(key.Tenant.ProjectId, candidates);
        _teams.Add(key.Tenant.TeamId, candidates);
        _organizations.Add(key.Tenant.OrganizationId, candidates);
        _models.Add(asked, candidates);
        _models.Add(model, candidates);
        for (var i = 0; i < targets.Count; i++)
        {
            _providers.Add(targets[i].Provider.Name, candidates);
        }
    }

    // The first bit from a place on; -1 where there is none.
    private static int Next(ReadOnlySpan<ulong> bits, int from)
    {
        for (var word = from / 64; word < bits.Length; word++)
        {
            var rest = bits[word] & (word == from / 64 ? ulong.MaxValue << (from % 64) : ulong.MaxValue);
            if (rest != 0)
                return (word * 64) + BitOperations.TrailingZeroCount(rest);
        }

        return -1;
    }
}
