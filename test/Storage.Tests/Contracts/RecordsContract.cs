using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Lists;
using FerroGate.Core.Records;
using FerroGate.Storage.Tests.Fixtures;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>What becomes of request records on every database.</summary>
public abstract class RecordsContract : IAsyncLifetime
{
    private IRequestRecords _records = null!;

    public async ValueTask InitializeAsync() => _records = await OpenAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_record_keeps_every_field()
    {
        var bare = Some.Record();
        var full = Some.Record() with
        {
            StartedAt = Some.Moment.AddDays(1),
            Prompt = "{\"a\":1}",
            Response = "ü",
            Tenant = new Tenant("o", "t", "p", "u"),
            Model = "fast-chat",
            Provider = "openai",
            ProviderModel = "gpt-x",
            Status = 502,
            ErrorCode = "provider_auth_error",
            Ending = Ending.ProviderError,
            Streamed = true,
            TimeToFirstToken = TimeSpan.FromMicroseconds(99),
            Attempts = 3,
            Losses = "messages[*].name=unsupported, seed=unsupported",
            Usage = Some.FullUsage,
        };
        _records.Add(bare);
        _records.Add(full);
        await CloseAsync();

        Assert.Equal([full, bare], (await _records.ListAsync(Some.Everything, Some.Token)).Items.Select(record => record with { Node = null }));
    }

    [Fact]
    public async Task Texts_that_not_every_database_can_have_are_stored_alike()
    {
        _records.Add(Some.Record() with { Model = "a\0b", ErrorCode = "\uD800", Prompt = "😀\0" });
        await CloseAsync();

        var kept = Assert.Single((await _records.ListAsync(Some.Everything, Some.Token)).Items);
        Assert.Equal(("a\uFFFDb", "\uFFFD", "😀\uFFFD"), (kept.Model, kept.ErrorCode, kept.Prompt));
    }

    [Fact]
    public async Task A_record_keeps_what_policies_on_trial_would_have_done()
    {
        _records.Add(Some.Record() with
        {
            PolicyShadows = [new PolicyShadow("one", "policy_denied", PolicyShadow.Refused, "m", ["a:x", "b:y"]), new PolicyShadow("two", "c", PolicyShadow.Skipped, "m", ["a:x"])],
        });
        await CloseAsync();

        var kept = Assert.Single((await _records.ListAsync(Some.Everything, Some.Token)).Items).PolicyShadows;
        Assert.Equal(
            ["one policy_denied refused m: a:x b:y", "two c skipped m: a:x"],
            kept.Select(shadow => $"{shadow.Policy} {shadow.Code} {shadow.Outcome} {shadow.Model}: {string.Join(' ', shadow.Targets)}"));
    }

    [Fact]
    public async Task The_window_bounds_what_is_visible()
    {
        for (var i = 0; i < 10; i++)
            _records.Add(Some.Record(i) with { StartedAt = Some.Moment.AddSeconds(i) });
        await CloseAsync();

        var page = await _records.ListAsync(new PageRequest(1, 10, 3), Some.Token);
        Assert.Equal(3, page.Total);
        Assert.Equal(["request-8", "request-7"], page.Items.Select(record => record.RequestId));
    }

    [Fact]
    public async Task Everything_that_was_in_the_queue_is_there_afterwards()
    {
        for (var i = 0; i < 1_000; i++)
            _records.Add(Some.Record(i) with { StartedAt = Some.Moment.AddMinutes(i * 7) });
        await CloseAsync();

        var page = await _records.ListAsync(Some.Everything, Some.Token);
        Assert.Equal(Enumerable.Range(0, 1_000).Reverse().Select(i => $"request-{i}"), page.Items.Select(record => record.RequestId));
        Assert.Equal(0, _records.Dropped);
    }

    /// <summary>With a queue for 2,000.</summary>
    private protected abstract Task<IRequestRecords> OpenAsync();

    // It can still be read from.
    private ValueTask CloseAsync() => ((IAsyncDisposable)_records).DisposeAsync();
}
