using FerroGate.Core.Addresses;
using FerroGate.Core.Keys;
using FerroGate.Core.Policies;
using static FerroGate.Core.Tests.Policies.PolicySamples;

namespace FerroGate.Core.Tests.Policies;

/// <summary>Which requests a policy is for: each of its parts by itself.</summary>
public sealed class PolicyTests
{
    /// <summary>A part of a policy, and whether it is for <see cref="Request"/>.</summary>
    public static TheoryData<string, bool> Parts => new()
    {
        { "nothing", true },
        { "organization org", true },
        { "organization o*", true },
        { "organization other", false },
        { "team team", true },
        { "team x*", false },
        { "project pro*", true },
        { "project x", false },
        { "user user", true },
        { "user users", false },
        { "key key", true },
        { "key k-*", false },
        { "model fast", true },
        { "model quick", true },
        { "model slow", false },
        { "streaming true", true },
        { "streaming false", false },
        { "tools false", true },
        { "tools true", false },
        { "over 999", true },
        { "over 1000", false },
        { "dialect chat", true },
        { "dialect messages", false },
        { "client 10.0.0.0/8", true },
        { "client 192.168.0.0/16", false },
        { "metadata purpose=batch-*", true },
        { "metadata purpose=batch", false },
        { "metadata other=*", false },
        { "metadata empty=", true },
        { "metadata empty=*", true },
        { "key_metadata tier=g*", true },
        { "key_metadata tier=silver", false },
        { "key_metadata purpose=*", false },
        { "metadata tier=*", false },
        { "hours 22:00-23:00", true },
        { "hours 22:30-22:31", true },
        { "hours 21:00-22:30", false },
        { "hours 22:00-06:00", true },
        { "hours 23:00-06:00", false },
        { "hours 22:00-00:00", true },
        { "hours 00:00-00:00", true },
        { "day Saturday", true },
        { "day Sunday", false },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public void Each_part_says_whom_and_what_it_is_for(string part, bool isFor) => Assert.Equal(isFor, PolicyOf(part).IsFor(Request));

    [Theory]
    [InlineData("provider open*", true)]
    [InlineData("provider azure", false)]
    [InlineData("provider_model gpt-*", true)]
    [InlineData("provider_model fast", false)]
    public void Targets_are_known_by_provider_and_by_its_name_of_the_model(string part, bool isFor) =>
        Assert.Equal(isFor, PolicyOf(part).IsFor(TargetOf("openai", "gpt-4o")));

    [Theory]
    [InlineData("organization *")]
    [InlineData("team *")]
    [InlineData("project *")]
    [InlineData("user *")]
    public void Who_belongs_to_nobody_is_in_no_list(string part) =>
        Assert.False(PolicyOf(part).IsFor(Request with { Key = KeyOf("key", Tenant.None) }));

    [Fact]
    public void Of_metadata_that_are_there_twice_both_count()
    {
        var request = Request with { Metadata = [new("purpose", "chat"), new("purpose", "batch")] };

        Assert.True(PolicyOf("metadata purpose=chat").IsFor(request));
        Assert.True(PolicyOf("metadata purpose=batch").IsFor(request));
    }

    [Fact]
    public void A_policy_is_for_what_all_of_its_parts_are_for()
    {
        var policy = PolicyOf("project project") with { Models = Names("fast"), Conditions = new PolicyConditions { Streaming = true } };

        Assert.True(policy.IsFor(Request));
        Assert.False(policy.IsFor(Request with { Streaming = false }));
        Assert.False(policy.IsFor(Request with { Asked = "slow", Model = "slow" }));
    }

    [Theory]
    [InlineData(null, "The policy 'p' does not allow this request.")]
    [InlineData("Not at night.", "Not at night. (Refused by the policy 'p'.)")]
    public void The_refusal_names_the_policy(string? message, string said)
    {
        var refusal = new Policy { Name = "p", Code = "own_code", Message = message }.Refusal;

        Assert.Equal((403, "own_code", said), (refusal.Status, refusal.Code, refusal.Message));
    }

    private static Policy PolicyOf(string part)
    {
        var policy = new Policy { Name = "p" };
        var value = part[(part.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        return part.Split(' ')[0] switch
        {
            "organization" => policy with { Subjects = new() { Organizations = Names(value) } },
            "team" => policy with { Subjects = new() { Teams = Names(value) } },
            "project" => policy with { Subjects = new() { Projects = Names(value) } },
            "user" => policy with { Subjects = new() { Users = Names(value) } },
            "key" => policy with { Subjects = new() { Keys = Names(value) } },
            "model" => policy with { Models = Names(value) },
            "provider" => policy with { Providers = Names(value) },
            "provider_model" => policy with { ProviderModels = Names(value) },
            "streaming" => policy with { Conditions = new() { Streaming = value == "true" } },
            "tools" => policy with { Conditions = new() { Tools = value == "true" } },
            "over" => policy with { Conditions = new() { OutputTokensOver = long.Parse(value, System.Globalization.CultureInfo.InvariantCulture) } },
            "dialect" => policy with { Conditions = new() { Dialects = ["gemini", value] } },
            "client" => policy with { Conditions = new() { Clients = new AddressRanges([value]) } },
            "metadata" => policy with { Conditions = new() { Metadata = [new MetadataRule(value.Split('=')[0], Names(value.Split('=')[1]))] } },
            "key_metadata" => policy with { Conditions = new() { KeyMetadata = [new MetadataRule(value.Split('=')[0], Names(value.Split('=')[1]))] } },
            "hours" => policy with { Conditions = new() { Hours = [new HourRange(TimeOnly.Parse(value[..5], System.Globalization.CultureInfo.InvariantCulture), TimeOnly.Parse(value[6..], System.Globalization.CultureInfo.InvariantCulture))] } },
            "day" => policy with { Conditions = new() { Days = [Enum.Parse<DayOfWeek>(value)] } },
            _ => policy,
        };
    }
}
