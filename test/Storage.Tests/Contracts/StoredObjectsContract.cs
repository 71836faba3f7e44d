using FerroGate.Core.Exchanges;
using FerroGate.Core.Keys;
using FerroGate.Core.Ledger;
using FerroGate.Core.Stored;
using FerroGate.Storage.Tests.Fixtures;
using Microsoft.Extensions.Time.Testing;

namespace FerroGate.Storage.Tests.Contracts;

/// <summary>What providers store, and whose it is, is there after any end of the process.</summary>
public abstract class StoredObjectsContract : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeTimeProvider _clock = new(Some.Moment);

    public void Dispose()
    {
        GC.SuppressFinalize(this);
        _directory.Dispose();
    }

    /// <summary>The options with the database that is tested.</summary>
    private protected abstract Task<StoreOptions> OnDatabaseAsync(StoreOptions options);

    [Fact]
    public async Task An_object_keeps_every_field()
    {
        await using var state = await OpenAsync();
        var stored = Object("resp_1") with { Tenant = new Tenant("o", null, "p", "u"), ContextTokens = long.MaxValue };

        await state.StoredObjects.KeepAsync([stored], null, Some.Token);

        await using var again = await OpenAsync();
        Assert.Equal([stored], await again.StoredObjects.FindAsync(["resp_1", "resp_2"], Some.Token));
    }

    [Fact]
    public async Task Many_are_found_at_once()
    {
        await using var state = await OpenAsync();
        var names = Enumerable.Range(0, 1_234).Select(number => $"msg_{number}").ToList();
        await state.StoredObjects.KeepAsync([.. names.Select(name => Object(name))], null, Some.Token);

        var found = await state.StoredObjects.FindAsync(names, Some.Token);

        Assert.Equal(names.Order(StringComparer.Ordinal), found.Select(each => each.Id).Order(StringComparer.Ordinal));
        Assert.Empty(await state.StoredObjects.FindAsync([], Some.Token));
    }

    [Fact]
    public async Task What_is_there_stays_whose_it_is_and_its_own_exchange_says_how_long_it_became()
    {
        await using var state = await OpenAsync();
        var first = Object("resp_1");
        await state.StoredObjects.KeepAsync([first], null, Some.Token);

        await state.StoredObjects.KeepAsync([Object("resp_1") with { KeyId = "thief", ContextTokens = 1 }], null, Some.Token);
        Assert.Equal([first], await state.StoredObjects.FindAsync(["resp_1"], Some.Token));

        await state.StoredObjects.KeepAsync([first with { ContextTokens = 7 }], null, Some.Token);
        Assert.Equal([first with { ContextTokens = 7 }], await state.StoredObjects.FindAsync(["resp_1"], Some.Token));
    }

    [Fact]
    public async Task With_a_response_goes_all_that_belongs_to_it_and_nothing_else()
    {
        await using var state = await OpenAsync();
        await state.StoredObjects.KeepAsync([Object("resp_1"), Object("msg_1") with { ResponseId = "resp_1" }, Object("resp_2")], null, Some.Token);

        await state.StoredObjects.ForgetAsync("resp_1", Some.Token);

        Assert.Equal(["resp_2"], (await state.StoredObjects.FindAsync(["resp_1", "msg_1", "resp_2"], Some.Token)).Select(each => each.Id));
    }

    [Fact]
    public async Task What_providers_have_deleted_themselves_is_forgotten_and_a_hold_never()
    {
        await using var state = await OpenAsync();
        var hold = new BackgroundHold(Some.Opened(), "resp_old", "openai", "gpt-x", new AccountId("account"));
        await state.StoredObjects.KeepAsync([Object("resp_old")], hold, Some.Token);
        _clock.Advance(TimeSpan.FromDays(33));

        await state.StoredObjects.KeepAsync([.. Enumerable.Range(0, 2_000).Select(number => Object($"msg_{number}") with { CreatedAt = _clock.GetUtcNow() })], null, Some.Token);

        Assert.Equal(["msg_0"], (await state.StoredObjects.FindAsync(["resp_old", "msg_0"], Some.Token)).Select(each => each.Id));
        Assert.Equal([hold], await state.StoredObjects.HoldsAsync(Some.Token));
    }

    [Fact]
    public async Task A_hold_is_there_until_it_is_released()
    {
        await using var state = await OpenAsync();
        var first = new BackgroundHold(Some.Opened(), "resp_1", "openai", "gpt-x", new AccountId("account"));
        var second = first with { Exchange = Some.Opened("key-2"), ResponseId = "resp_2" };
        await state.StoredObjects.KeepAsync([], first, Some.Token);
        await state.StoredObjects.KeepAsync([], second, Some.Token);

        await state.StoredObjects.ReleaseAsync(first.Exchange.ExchangeId, Some.Token);

        Assert.Equal([second], await state.StoredObjects.HoldsAsync(Some.Token));
    }

    [Fact]
    public async Task A_hold_keeps_what_failed_before_it()
    {
        await using var state = await OpenAsync();
        var opened = Some.Opened();
        LedgerEntry[] failed = [Some.Failed(opened), Some.Failed(opened, attempt: 2, cost: null)];
        await state.StoredObjects.KeepAsync(
            [], new BackgroundHold(opened with { Failed = failed }, "resp_1", "openai", "gpt-x", new AccountId("account")), Some.Token);

        var hold = Assert.Single(await state.StoredObjects.HoldsAsync(Some.Token));

        Assert.Equal(failed, hold.Exchange.Failed);
        Assert.Equal(opened, hold.Exchange with { Failed = opened.Failed });
    }

    private async Task<StateStore> OpenAsync() =>
        await StateStore.OpenAsync(_directory.Data, await OnDatabaseAsync(Some.SmallSegments), _clock, Some.Token);

    private static StoredObject Object(string id) => new()
    {
        Id = id,
        Kind = StoredKind.Response,
        ResponseId = id,
        ExchangeId = ExchangeId.New(TimeProvider.System),
        KeyId = "key",
        Tenant = Tenant.None,
        Model = "fast-chat",
        Provider = "openai",
        Account = new AccountId("account"),
        ContextTokens = 4_096,
        CreatedAt = Some.Moment,
    };
}
