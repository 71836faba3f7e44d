using FerroGate.Core.Vocabularies;

namespace FerroGate.Config.Reference;

/// <summary>
/// The pages of <c>docs/config</c>, made from the shapes that read and write configs: what they say is what the program does.
/// </summary>
internal static class ReferencePages
{
    /// <summary>Every page that the shapes alone can tell.</summary>
    public static IReadOnlyList<ReferencePage> All()
    {
        // A block that stands in many places is described where it comes first.
        var homes = new ShapeHomes();
        var matchers = MatchersPage.Make(homes);
        var aiGateway = AiGatewayPage.Make(homes);
        var sites = SitesPage.Make(homes);
        var globalOptions = GlobalOptionsPage.Make(homes);
        var directives = DirectivesPage.Make(homes);
        return [IndexPage.Make(), globalOptions, sites, matchers, directives, aiGateway, DiagnosticsPage.Make()];
    }

    /// <summary>The page of placeholders, whose names the server owns.</summary>
    public static ReferencePage Placeholders(Vocabulary vocabulary) => PlaceholdersPage.Make(vocabulary);
}
