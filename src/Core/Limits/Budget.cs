using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace FerroGate.Core.Limits;

/// <summary>How much may be spent in a time.</summary>
public sealed record Budget
{
    public required string Name { get; init; }

    public QuotaScope Scope { get; init; } = new();

    public required BudgetUnit Unit { get; init; }

    public required long Amount { get; init; }

    public required PeriodKind Period { get; init; }

    public BudgetEnd AtEnd { get; init; }

    /// <summary>Requests are refused while it cannot be counted.</summary>
    public bool IsStrict { get; init; } = true;

    /// <summary>When somebody is told, in percent of the amount, rising.</summary>
    public IReadOnlyList<int> AlertAt { get; init; } = [];

    /// <summary>Who is told; <c>null</c> is nobody but log, metrics and audit.</summary>
    public Uri? Webhook { get; init; }

    /// <summary>The webhook is connected to at addresses of the public internet only.</summary>
    public bool IsPublicOnly { get; init; }

    /// <summary>A text that only those have that count the same, see <see cref="CountsAs"/>.</summary>
    internal string CountingId
    {
        get
        {
            var subjects = Scope.Subjects;
            string[] parts =
            [
                Name, Unit.ToString(), Period.ToString(), Scope.Per.ToString(), Scope.PerModel ? "per model" : "",
                .. Of(subjects.Organizations.All), .. Of(subjects.Teams.All), .. Of(subjects.Projects.All), .. Of(subjects.Users.All), .. Of(subjects.Keys.All),
                Scope.Models is null ? "every model" : "", .. Of(Scope.Models ?? []),
            ];
            var whole = string.Concat(parts.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));
            return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(whole)).AsSpan(0, 12));

            static IEnumerable<string> Of(IEnumerable<string> names) => [";", .. names.Order(StringComparer.Ordinal)];
        }
    }

    /// <summary>Of what was used or is held, what it counts.</summary>
    internal Int128 In(Int128 tokens, Int128 nanoUsd) => Unit == BudgetUnit.Tokens ? tokens : nanoUsd;

    /// <summary>It counts the same in both, whatever there is of it.</summary>
    public bool CountsAs(Budget other) =>
        Name == other.Name && Unit == other.Unit && Period == other.Period && Scope.Per == other.Scope.Per && Scope.PerModel == other.Scope.PerModel
        && Scope.Subjects.Equals(other.Scope.Subjects)
        && (ReferenceEquals(Scope.Models, other.Scope.Models) || (Scope.Models is { } models && other.Scope.Models is { } others && models.SetEquals(others)));
}
