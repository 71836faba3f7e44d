using CsCheck;
using FerroGate.Core.Keys;

namespace FerroGate.Core.Tests.Keys;

/// <summary>Which key a presented secret is.</summary>
public sealed class KeyDirectoryTests
{
    private readonly KeyDirectory _directory = new();

    [Fact]
    public void An_unknown_secret_is_no_key()
    {
        Change(Key("stored", "a"));

        Assert.Null(_directory.Find(KeyHash.Of("b")));
        Assert.Null(_directory.Find(default));
    }

    [Fact]
    public void It_is_empty_while_neither_the_file_nor_the_store_has_a_key()
    {
        Assert.True(_directory.IsEmpty);
        UseFile(Key("file", "a"));
        Assert.False(_directory.IsEmpty);
        UseFile();
        Assert.True(_directory.IsEmpty);

        Change(Key("stored", "b"));
        Assert.False(_directory.IsEmpty);
        _directory.Change([new KeyChange("stored", null)]);
        Assert.True(_directory.IsEmpty);
    }

    [Fact]
    public void Keys_of_the_file_and_of_the_store_are_both_found()
    {
        UseFile(Key("file", "a"));
        Change(Key("stored", "b"));

        Assert.Equal("file", Find("a"));
        Assert.Equal("stored", Find("b"));
    }

    [Fact]
    public void Where_both_have_a_secret_the_file_wins_whichever_came_first()
    {
        Change(Key("stored", "a"));
        UseFile(Key("file", "a"));
        Change(Key("stored", "a") with { Name = "again" });

        Assert.Equal("file", Find("a"));
        UseFile();
        Assert.Equal("again", _directory.Find(KeyHash.Of("a"))?.Name);
    }

    [Fact]
    public void A_stored_key_opens_nothing_while_the_file_has_its_id()
    {
        Change(Key("ci", "old"), Key("other", "b"));
        UseFile(Key("ci", "new"));

        Assert.Null(Find("old"));
        Assert.Equal(["ci", "other"], _directory.All.Select(key => key.Id).Order(StringComparer.Ordinal));
        UseFile();
        Assert.Equal("ci", Find("old"));
    }

    [Fact]
    public void A_new_revision_of_the_file_leaves_the_stored_keys_alone()
    {
        UseFile(Key("file", "a"));
        Change(Key("stored", "b"));

        UseFile(Key("file", "c"));

        Assert.Null(Find("a"));
        Assert.Equal("stored", Find("b"));
        Assert.Equal("file", Find("c"));
    }

    [Fact]
    public void Stored_keys_come_change_and_go_one_by_one()
    {
        Change(Key("one", "a"), Key("two", "b"));
        var two = _directory.Find(KeyHash.Of("b"));
        _directory.Change([new KeyChange("one", null), new KeyChange("three", Key("three", "c"))]);

        Assert.Null(Find("a"));
        Assert.Equal("three", Find("c"));
        Assert.Same(two, _directory.Find(KeyHash.Of("b")));
        Change(Key("two", "d"));
        Assert.Null(Find("b"));
        Assert.Equal("two", Find("d"));
    }

    [Fact]
    public void That_a_key_is_gone_which_nobody_knew_is_no_matter()
    {
        Change(Key("one", "a"));
        _directory.Change([new KeyChange("two", null)]);

        Assert.Equal("one", Find("a"));
    }

    [Fact]
    public void A_secret_that_goes_from_one_key_to_another_is_that_of_the_other()
    {
        Change(Key("one", "a"));
        _directory.Change([new KeyChange("two", Key("two", "a")), new KeyChange("one", null)]);

        Assert.Equal("two", Find("a"));
    }

    [Fact]
    public void A_rotated_key_is_one_key_by_both_of_its_secrets()
    {
        Change(Key("one", "a"));
        Change(Key("one", "b") with { PreviousHash = KeyHash.Of("a"), PreviousUntil = DateTimeOffset.MaxValue });

        Assert.Equal("one", Find("a"));
        Assert.Same(_directory.Find(KeyHash.Of("a")), _directory.Find(KeyHash.Of("b")));
        Change(Key("one", "c") with { PreviousHash = KeyHash.Of("b"), PreviousUntil = DateTimeOffset.MaxValue });
        Assert.Equal((null, "one", "one"), (Find("a"), Find("b"), Find("c")));
    }

    [Fact]
    public void Whatever_changes_each_key_is_found_by_its_secrets_and_by_no_other()
    {
        var change = Gen.Select(Gen.Int[0, 4], Gen.Int[0, 9], Gen.Int[0, 9], Gen.Int[0, 3]);
        change.List[0, 40].Sample(changes =>
        {
            var (directory, wanted) = (new KeyDirectory(), new Dictionary<string, VirtualKey>());
            foreach (var (id, secret, before, kind) in changes)
            {
                var (name, taken) = ($"key-{id}", wanted.Where(key => key.Key != $"key-{id}").SelectMany(key => Secrets(key.Value)).ToHashSet());
                var key = Key(name, $"{secret}") with { PreviousHash = kind == 1 ? KeyHash.Of($"{before}") : null };
                if (kind == 0 || Secrets(key).Any(taken.Contains))
                {
                    wanted.Remove(name);
                    directory.Change([new KeyChange(name, null)]);
                }
                else
                {
                    wanted[name] = key;
                    directory.Change([new KeyChange(name, key)]);
                }
            }

            foreach (var hash in Enumerable.Range(0, 10).Select(secret => KeyHash.Of($"{secret}")))
                Assert.Same(wanted.Values.FirstOrDefault(key => Secrets(key).Contains(hash)), directory.Find(hash));
        });
    }

    private static IEnumerable<KeyHash> Secrets(VirtualKey key) => key.PreviousHash is { } previous ? [key.Hash, previous] : [key.Hash];

    private void Change(params VirtualKey[] keys) => _directory.Change(keys.Select(key => new KeyChange(key.Id, key)));

    private void UseFile(params VirtualKey[] keys) => _directory.UseFile(KeyDirectory.ByHash(keys).ToDictionary());

    private string? Find(string secret) => _directory.Find(KeyHash.Of(secret))?.Id;

    private static VirtualKey Key(string id, string secret) => new() { Id = id, Hash = KeyHash.Of(secret) };
}
