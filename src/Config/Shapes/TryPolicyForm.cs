using FerroGate.Config.Model.Directives;
using FerroGate.Config.Options;

namespace FerroGate.Config.Shapes;

/// <summary>Which of several files is taken.</summary>
internal static class TryPolicyForm
{
    public static ValueForm<TryPolicy> Value { get; } = Forms.Choice(
        ("first_exist", TryPolicy.FirstExist),
        ("first_exist_fallback", TryPolicy.FirstExistFallback),
        ("smallest_size", TryPolicy.SmallestSize),
        ("largest_size", TryPolicy.LargestSize),
        ("most_recently_modified", TryPolicy.MostRecentlyModified));
}
