using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>Which key a presented secret is.</summary>
public sealed class KeyDirectoryTests
{
    private readonly KeyDirectory _directory = new();

    [Fact]
    public void An_unknown_secret_is_no_key()
    {
        _directory.UseStored([Key("stored", "a")]);

        Assert.Null(_directory.Find(KeyHash.Of("b")));
        Assert.Null(_directory.Find(default));
    }

    [Fact]
    public void Keys_of_the_file_and_of_the_store_are_both_found()
    {
        UseFile(Key("file", "a"));
        _directory.UseStored([Key("stored", "b")]);

        Assert.Equal("file", Find("a"));
        Assert.Equal("stored", Find("b"));
    }

    [Fact]
    public void Where_both_have_a_secret_the_file_wins_whichever_came_first()
    {
        _directory.UseStored([Key("stored", "a")]);
        UseFile(Key("file", "a"));
        _directory.UseStored([Key("stored again", "a")]);

        Assert.Equal("file", Find("a"));
        UseFile();
        Assert.Equal("stored again", Find("a"));
    }

    [Fact]
    public void A_new_revision_of_the_file_leaves_the_stored_keys_alone()
    {
        UseFile(Key("file", "a"));
        _directory.UseStored([Key("stored", "b")]);

        UseFile(Key("file", "c"));

        Assert.Null(Find("a"));
        Assert.Equal("stored", Find("b"));
        Assert.Equal("file", Find("c"));
    }

    [Fact]
    public void Stored_keys_come_change_and_go()
    {
        _directory.UseStored([Key("one", "a"), Key("two", "b")]);
        _directory.UseStored([Key("two, renamed", "b"), Key("three", "c")]);

        Assert.Null(Find("a"));
        Assert.Equal("two, renamed", Find("b"));
        Assert.Equal("three", Find("c"));
        _directory.UseStored([]);
        Assert.Null(Find("b"));
    }

    private void UseFile(params VirtualKey[] keys) => _directory.UseFile(keys.ToDictionary(key => key.Hash));

    private string? Find(string secret) => _directory.Find(KeyHash.Of(secret))?.Id;

    private static VirtualKey Key(string id, string secret) => new() { Id = id, Hash = KeyHash.Of(secret) };
}
