using FerroGate.Testing;

namespace FerroGate.Config.Tests;

/// <summary>A config that was sent reads the folder of the config file, and no way leads out of it.</summary>
public sealed class FolderFilesTests : IDisposable
{
    private readonly TemporaryFolder _inside = new();
    private readonly TemporaryFolder _outside = new();

    public FolderFilesTests()
    {
        _inside.Write("near", "near");
        _inside.Write("below/deep", "deep");
        _outside.Write("secret", "secret");
        File.CreateSymbolicLink(Path.Combine(_inside.Path, "out"), Path.Combine(_outside.Path, "secret"));
        File.CreateSymbolicLink(Path.Combine(_inside.Path, "folder-out"), _outside.Path);
        File.CreateSymbolicLink(Path.Combine(_inside.Path, "within"), "below/../near");
        File.CreateSymbolicLink(Path.Combine(_inside.Path, "circle"), "circle");
    }

    public void Dispose()
    {
        _inside.Dispose();
        _outside.Dispose();
    }

    [Theory]
    [InlineData("near", true)]
    [InlineData("below/deep", true)]
    [InlineData("below/../near", true)]
    [InlineData("within", true)]
    [InlineData("not-there", true)]
    [InlineData("", true)]
    [InlineData("../secret", false)]
    [InlineData("/etc/passwd", false)]
    [InlineData("out", false)]
    [InlineData("folder-out/secret", false)]
    [InlineData("below/../../x", false)]
    [InlineData("circle", false)]
    public void What_lies_in_the_folder_may_be_read(string path, bool may) =>
        Assert.Equal(may, new FolderFiles(_inside.Path).MayRead(Path.Combine(_inside.Path, path)));

    [Fact]
    public void A_folder_whose_name_only_begins_the_same_is_another() =>
        Assert.False(new FolderFiles(_inside.Path).MayRead(_inside.Path + "-more/file"));

    [Fact]
    public void What_may_not_be_read_is_not_listed_either()
    {
        var files = new FolderFiles(_inside.Path);

        Assert.Contains("near", files.List(_inside.Path));
        Assert.Empty(files.List(_outside.Path));
        Assert.Throws<UnauthorizedAccessException>(() => files.Read(Path.Combine(_outside.Path, "secret"), 100));
        Assert.Equal("deep", files.Read(Path.Combine(_inside.Path, "below/deep"), 100));
    }
}
