using System.Xml.Linq;

namespace FerroGate.Core.Tests.Conventions;

/// <summary>The walls between the source projects: who may know whom.</summary>
public sealed class LayeringTests
{
    // A new arrow is a decision about the house: change this table on purpose, and docs/request-life.md with it.
    private static readonly string[] Arrows =
    [
        "Admin → Core",
        "Ai → Core",
        "Config → Core",
        "Core → ",
        "Server → Admin, Ai, Config, Core, Storage, Tls",
        "Storage → Core",
        "Tls → Core",
    ];

    private static readonly string[] Drawers = ["Utils", "Util", "Utilities", "Helpers", "Helper", "Common", "Misc", "Manager", "Managers"];

    private static readonly string Source = Path.Combine(Root(), "src");

    [Fact]
    public void Projects_reference_exactly_what_the_arrows_allow() => Assert.Equal(
        Arrows,
        Directory.EnumerateFiles(Source, "*.csproj", SearchOption.AllDirectories).Select(ArrowOf).Order(StringComparer.Ordinal));

    [Fact]
    public void No_folder_is_a_drawer_for_what_has_no_place() => Assert.DoesNotContain(
        Directory.EnumerateDirectories(Source, "*", SearchOption.AllDirectories).Select(folder => Path.GetFileName(folder)),
        name => Drawers.Contains(name, StringComparer.OrdinalIgnoreCase));

    private static string ArrowOf(string project)
    {
        var names = XDocument.Load(project)
            .Descendants("ProjectReference")
            .Select(reference => NameOf(reference.Attribute("Include")!.Value))
            .Order(StringComparer.Ordinal);
        return $"{NameOf(project)} → {string.Join(", ", names)}";
    }

    private static string NameOf(string project)
    {
        var name = Path.GetFileNameWithoutExtension(project.Replace('\\', '/'));
        Assert.StartsWith("FerroGate.", name, StringComparison.Ordinal);
        return name["FerroGate.".Length..];
    }

    private static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "FerroGate.slnx")))
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("There is no FerroGate.slnx above the tests.");
        return folder;
    }
}
