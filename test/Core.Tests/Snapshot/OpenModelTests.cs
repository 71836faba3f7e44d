using System.Collections.Frozen;
using FerroGate.Core.Keys;
using FerroGate.Core.Snapshot;

namespace FerroGate.Core.Tests.Snapshot;

/// <summary>Under which names a key may use a model.</summary>
public sealed class OpenModelTests
{
    [Theory]
    [InlineData("small", "small", "", "", true)]
    [InlineData("small", "small", "small", "", true)]
    [InlineData("small", "alias", "small", "", true)]
    [InlineData("small", "alias", "alias", "", false)]
    [InlineData("small", "alias", "", "alias", false)]
    [InlineData("gpt-*", "gpt-5", "gpt-5", "", true)]
    [InlineData("gpt-*", "gpt-5", "gpt-*", "", true)]
    [InlineData("gpt-*", "gpt-5", "gpt-4*", "", false)]
    [InlineData("gpt-*", "gpt-5", "", "gpt-5", false)]
    [InlineData("gpt-*", "gpt-5-mini", "", "gpt-5", true)]
    [InlineData("gpt-*", "gpt-5", "gpt-*", "*-5", false)]
    public void What_is_denied_under_one_name_is_denied_under_each(string model, string asked, string allowed, string denied, bool isOpen)
    {
        var key = new VirtualKey
        {
            Id = "k",
            Hash = KeyHash.Of("secret"),
            Name = null,
            Enabled = true,
            Scopes = Scope.DataPlane,
            Tenant = Tenant.None,
            Models = new NameRules(Words(allowed), Words(denied)),
            Providers = NameRules.Everything,
            RequestsPerMinute = null,
            MonthlyTokenBudget = null,
            ExpiresAt = null,
        };

        Assert.Equal(isOpen, ModelOf(model).IsOpenTo(key, asked));
    }

    private static Model ModelOf(string name) => new()
    {
        Name = name,
        Enabled = true,
        Targets = [],
        Capabilities = FrozenSet<string>.Empty,
        VisibleOrganizationIds = FrozenSet<string>.Empty,
        VisibleProjectIds = FrozenSet<string>.Empty,
    };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
