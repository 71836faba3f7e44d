using CsCheck;
using FerroGate.Core.Keys;
using FerroGate.Core.Policies;
using FerroGate.Core.Snapshot;
using static FerroGate.Core.Tests.Policies.PolicySamples;

namespace FerroGate.Core.Tests.Policies;

/// <summary>A list of policies decides as if it were read from the top, however it is searched.</summary>
public sealed class PolicyTableTests
{
    private static readonly string[] Known = ["a", "b", "ab"];

    private static readonly Gen<string> Name = Gen.Int[0, Known.Length - 1].Select(i => Known[i]);

    private static readonly Gen<NamePatterns> List =
        Gen.Frequency((4, Gen.Const(NamePatterns.None)), (3, Name.Array[1, 2].Select(names => new NamePatterns(names))), (1, Gen.Const(new NamePatterns(["a*", "b"]))));

    private static readonly Gen<string?> Member = Gen.Frequency((3, Name.Select(name => (string?)name)), (1, Gen.Const((string?)null)));

    private static readonly Gen<Subjects> AnySubjects =
        from organizations in List
        from teams in List
        from projects in List
        from users in List
        from keys in List
        select new Subjects { Organizations = organizations, Teams = teams, Projects = projects, Users = users, Keys = keys };

    private static readonly Gen<Policy> AnyPolicy =
        from subjects in Gen.Frequency((2, Gen.Const(new Subjects())), (3, AnySubjects))
        from models in List
        from providers in List
        from providerModels in List
        from streaming in Gen.Frequency((3, Gen.Const((bool?)null)), (1, Gen.Bool.Select(value => (bool?)value)))
        from effect in Gen.Int[0, 2]
        select new Policy
        {
            Name = "p",
            Effect = (PolicyEffect)effect,
            Subjects = subjects,
            Models = models,
            Providers = providers,
            ProviderModels = providerModels,
            Conditions = new PolicyConditions { Streaming = streaming },
        };

    private static readonly Gen<List<Policy>> AnyPolicies = AnyPolicy.List[0, 150].Select(policies => policies.Select((policy, i) => policy with { Name = $"p{i}" }).ToList());

    private static readonly Gen<VirtualKey> AnyKey =
        from id in Name
        from organization in Member
        from team in Member
        from project in Member
        from user in Member
        select KeyOf(id, new Tenant(organization, team, project, user));

    private static readonly Gen<PolicyRequest> AnyRequest =
        from key in AnyKey
        from asked in Name
        from model in Name
        from streaming in Gen.Bool
        select new PolicyRequest(key, asked, model) { Streaming = streaming };

    private static readonly Gen<List<Target>> AnyTargets = Gen.Select(Name, Name).Select((provider, model) => TargetOf(provider, model)).List[1, 4];

    [Fact]
    public void Every_target_is_judged_as_by_reading_the_list_from_the_top() =>
        Gen.Select(AnyPolicies, AnyRequest, AnyTargets).Sample((policies, request, targets) =>
        {
            var matching = new PolicyTable(policies).Matching(request, targets);

            foreach (var target in targets)
            {
                Assert.Equal(Read(policies, request, target), Read(matching, request, target));
            }
        });

    [Fact]
    public void What_is_always_denied_is_denied_in_every_form() =>
        Gen.Select(AnyPolicies, AnyRequest, AnyTargets).Sample((policies, request, targets) =>
        {
            var model = ModelOf(request.Model, targets);

            if (new PolicyTable(policies).AlwaysDeny(request.Key, request.Asked, model))
            {
                Assert.All(targets, target => Assert.False(IsAllowed(policies, request, target)));
                Assert.All(targets, target => Assert.False(IsAllowed(policies, request with { Streaming = !request.Streaming }, target)));
            }
        });

    [Theory]
    [InlineData("deny", true)]
    [InlineData("shadow", false)]
    [InlineData("allow deny", false)]
    [InlineData("deny allow", true)]
    [InlineData("shadow deny", true)]
    [InlineData("deny-streams", false)]
    [InlineData("allow-streams deny", false)]
    [InlineData("deny-streams deny", true)]
    [InlineData("deny-provider", false)]
    [InlineData("allow-provider deny", false)]
    [InlineData("allow-other-provider deny", true)]
    [InlineData("", false)]
    public void A_model_is_always_denied_where_no_request_for_it_could_pass(string words, bool isDenied)
    {
        var policies = words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(word => new Policy
        {
            Name = word,
            Effect = word.StartsWith("deny", StringComparison.Ordinal) ? PolicyEffect.Deny : word.StartsWith("allow", StringComparison.Ordinal) ? PolicyEffect.Allow : PolicyEffect.Shadow,
            Models = Names("fast"),
            Providers = word.EndsWith("other-provider", StringComparison.Ordinal) ? Names("azure") : word.EndsWith("provider", StringComparison.Ordinal) ? Names("openai") : NamePatterns.None,
            Conditions = word.EndsWith("streams", StringComparison.Ordinal) ? new PolicyConditions { Streaming = true } : PolicyConditions.None,
        });

        Assert.Equal(isDenied, new PolicyTable(policies).AlwaysDeny(Key, "quick", ModelOf("fast", [TargetOf("openai", "gpt-4o")])));
    }

    [Fact]
    public void The_search_ends_with_the_first_policy_that_decides_for_every_target()
    {
        Policy[] policies =
        [
            new() { Name = "on trial", Effect = PolicyEffect.Shadow },
            new() { Name = "of one target", Providers = Names("openai") },
            new() { Name = "of another target", Providers = Names("azure") },
            new() { Name = "decides" },
            new() { Name = "is late" },
        ];

        Assert.Equal(
            ["on trial", "of one target", "decides"],
            new PolicyTable(policies).Matching(Request, [TargetOf("openai", "gpt-4o"), TargetOf("local", "llama3")]).Select(policy => policy.Name));
    }

    [Fact]
    public void A_request_that_no_policy_is_for_takes_no_memory()
    {
        var table = new PolicyTable(Enumerable.Range(0, 1000).Select(i => new Policy { Name = $"p{i}", Subjects = new() { Projects = Names($"other-{i}", i % 2 == 0 ? "x*" : "y") } }));
        IReadOnlyList<Target> targets = [TargetOf("openai", "gpt-4o")];
        var request = Request;
        Assert.Empty(table.Matching(request, targets));
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
        {
            table.Matching(request, targets);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static Model ModelOf(string name, IReadOnlyList<Target> targets) => new()
    {
        Name = name,
        Enabled = true,
        Targets = targets,
        Capabilities = [],
        VisibleOrganizationIds = [],
        VisibleProjectIds = [],
    };

    private static bool IsAllowed(IReadOnlyList<Policy> policies, PolicyRequest request, Target target) =>
        Read(policies, request, target) is not [.., { Effect: PolicyEffect.Deny }];

    // Those on trial, and the first that decides.
    private static List<Policy> Read(IReadOnlyList<Policy> policies, PolicyRequest request, Target target)
    {
        var read = new List<Policy>();
        foreach (var policy in policies.Where(policy => policy.IsFor(request) && policy.IsFor(target)))
        {
            read.Add(policy);
            if (policy.Effect != PolicyEffect.Shadow)
            {
                break;
            }
        }

        return read;
    }
}
